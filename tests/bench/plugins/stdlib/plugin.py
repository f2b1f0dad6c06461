# SPDX-License-Identifier: Apache-2.0
# tests/bench/plugins/stdlib/plugin.py: imports twenty modules of the standard library
import argparse, base64, collections, configparser, csv, dataclasses, datetime, decimal, enum
import functools, hashlib, html, itertools, json, logging, random, re, string, urllib.parse, uuid


def run_e(payload):
    return json.dumps({'text': payload, 'words': len(re.findall(r'\w+', payload))})
