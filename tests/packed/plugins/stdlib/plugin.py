# SPDX-License-Identifier: Apache-2.0
# tests/packed/plugins/stdlib/plugin.py: what a text makes of fifteen modules of Python's library
import configparser
import csv
import dataclasses
import datetime
import decimal
import hashlib
import html
import io
import json
import logging
import re
import unicodedata
import urllib.parse
import zlib
import zoneinfo
from html.parser import HTMLParser
from xml.etree import ElementTree

zoneinfo.reset_tzpath(())  # zones come from the package tzdata, whatever the machine has


@dataclasses.dataclass(order=True, frozen=True, slots=True)
class Word:
    size: int
    text: str = dataclasses.field(compare=False)
    tags: list = dataclasses.field(default_factory=list, hash=False)


def use_json(text):
    value = {"text": text, "half": 0.1, "big": 10**30, "none": None, "deep": [[{}]], "é": "\u2028"}
    again = json.loads(json.dumps(value), parse_float=decimal.Decimal)
    return json.dumps(again, default=str, indent=1, sort_keys=True, ensure_ascii=False)


def use_re(text):
    pattern = re.compile(r"(?P<first>\w)(?P<rest>[\w'-]*)(?=\W|$)", re.UNICODE)
    swapped = pattern.sub(lambda match: match["rest"] + match["first"].upper(), text)
    return [swapped, re.split(r"(?<=[aeiou])\s+", text), re.findall(r"(?i)\bt\w+|\d{2,}", text)]


def use_dataclasses(text):
    words = sorted(Word(len(word), word) for word in text.split())
    longest = dataclasses.replace(words[-1], tags=["longest"])
    return [repr(longest), dataclasses.asdict(words[0]), hash(Word(1, "a")) == hash(Word(1, "b"))]


def use_decimal(text):
    with decimal.localcontext() as context:
        context.prec = 50
        root = decimal.Decimal(len(text)).sqrt()
        context.rounding = decimal.ROUND_HALF_EVEN
        rounded = root.quantize(decimal.Decimal("0.005"))
        return [str(root), str(rounded), f"{root:,.3e}", str(+root.ln())]


def use_datetime(text):
    start = datetime.datetime(2024, 2, 28, 23, 59, 59, 5, tzinfo=datetime.timezone.utc)
    moment = start + datetime.timedelta(days=len(text), microseconds=-7)
    parsed = datetime.datetime.strptime("29 Feb 2024 07:05 +0130", "%d %b %Y %H:%M %z")
    return [
        moment.isoformat(), moment.strftime("%a %j %U %y %p"), parsed.isoformat(),
        str(parsed - start), datetime.date.fromisocalendar(2024, 53 - 1, 7).isoformat(),
    ]  # fmt: skip


def use_zoneinfo(text):
    paris, lord_howe = zoneinfo.ZoneInfo("Europe/Paris"), zoneinfo.ZoneInfo("Australia/Lord_Howe")
    moment = datetime.datetime(2024, 3, 31, 1, 30, tzinfo=paris)
    return [
        (moment + datetime.timedelta(hours=hours)).astimezone(lord_howe).isoformat()
        for hours in range(3)
    ] + [moment.tzname(), str(moment.dst()), str(len(zoneinfo.available_timezones()) > 400)]


def use_csv(text):
    out = io.StringIO()
    form = {"dialect": "excel-tab", "quoting": csv.QUOTE_NONNUMERIC}
    writer = csv.DictWriter(out, ["word", "size"], **form)
    writer.writeheader()
    writer.writerows({"word": word, "size": len(word)} for word in [*text.split(), 'a "b"\tc\n'])
    rows = list(csv.reader(io.StringIO(out.getvalue()), dialect="excel-tab"))
    return [out.getvalue(), rows, csv.Sniffer().sniff("a;b\nc;d\n").delimiter]


def use_configparser(text):
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    parser.read_string(
        f"[DEFAULT]\nroot = /a\n[one]\ntext = {text}\nfile : ${{root}}/${{two:name}}\n"
        "[two]\nname = b ; c\non = yes\n"
    )
    try:
        parser.get("one", "missing")
    except configparser.NoOptionError as error:
        missing = str(error)
    return [dict(parser["one"]), parser.getboolean("two", "on"), missing]


def use_html(text):
    parser = HTMLParser()
    seen = []
    parser.handle_starttag = lambda tag, attributes: seen.append([tag, attributes])
    parser.handle_data = seen.append
    parser.feed(f"<p class='a&amp;b' hidden>{html.escape(text)}<br/>&eacute;&#x1F600;</p>")
    entities = "&lt;&nosuch;&notit;&#128;&CounterClockwiseContourIntegral;"
    return [html.escape(text), html.unescape(entities), seen]


def use_xml(text):
    root = ElementTree.fromstring('<a xmlns:n="urn:n"><n:b id="1">x</n:b><n:b id="2"/>tail</a>')
    child = ElementTree.SubElement(root, "word", {"size": str(len(text))})
    child.text = text
    found = [item.get("id") for item in root.findall("{urn:n}b[@id]")]
    ElementTree.indent(root)
    try:
        ElementTree.fromstring("<a><b></a>")
    except ElementTree.ParseError as error:
        return [ElementTree.tostring(root, encoding="unicode"), found, str(error)]


def use_urllib_parse(text):
    parts = urllib.parse.urlsplit("https://user:pw@host.example:8443/a/../b;p?q=1&q=2&r=%C3%A9#f")
    query = urllib.parse.parse_qs(parts.query)
    encoded = urllib.parse.urlencode({"text": text, "q": [1, 2]}, doseq=True)
    joined = urllib.parse.urljoin("http://a/b/c/d?q", "../../e;f")
    return [list(parts), parts.port, query, encoded, joined, urllib.parse.quote(text, safe="")]


def use_hashlib(text):
    data = text.encode()
    names = ("md5", "sha1", "sha256", "sha3_512", "blake2b")
    digests = {name: hashlib.new(name, data).hexdigest() for name in names}
    digests["shake"] = hashlib.shake_128(data).hexdigest(12)
    digests["pbkdf2"] = hashlib.pbkdf2_hmac("sha256", data, b"salt", 50).hex()
    return digests


def use_unicodedata(text):
    return [
        [unicodedata.name(character, "-") for character in text],
        unicodedata.normalize("NFKD", text + "ﬁÅ"), unicodedata.lookup("GREEK SMALL LETTER PI"),
        unicodedata.unidata_version,
    ]  # fmt: skip


def use_str(text):
    # The kinds of characters: libpython has tables of its own for them (unicode_tables.py).
    kinds = "alnum alpha ascii decimal digit identifier lower numeric printable space title upper"
    tests = [getattr(str, f"is{kind}") for kind in kinds.split()]
    digest = hashlib.sha256()
    for start in (*range(0, 0x32000, 0x1000), 0xE0000):
        characters = [chr(code) for code in range(start, start + 0x1000)]
        for test in tests:
            digest.update(bytes(map(test, characters)))
        cases = [change(c) for c in characters for change in (str.lower, str.upper, str.title)]
        digest.update("".join(cases).encode(errors="surrogatepass"))
    return [digest.hexdigest(), text.swapcase(), text.casefold()]


def use_logging(text):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)-8s %(name)s %(message)s %(lineno)d"))
    logger = logging.getLogger("stdlib.plugin")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.debug("unseen")
    logger.warning("%d characters: %r", len(text), text)
    try:
        int(text)
    except ValueError:
        logger.exception("no number")
    logger.removeHandler(handler)
    # Of a traceback, the path of the file is the machine's.
    return [line for line in out.getvalue().splitlines() if not line.startswith("  File")]


def use_zlib(text):
    data = text.encode() * 200
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    again = zlib.decompress(packed, -15)
    try:
        zlib.decompress(b"no zlib")
    except zlib.error as error:
        wrong = str(error)
    is_small = len(packed) < 100 + len(data) // 9
    return [again == data, is_small, zlib.crc32(data), zlib.adler32(data), wrong]


uses = {name[4:]: use for name, use in list(globals().items()) if name.startswith("use_")}


def run_e(payload, ident):
    if not payload:
        return "{}"  # shows what an instance costs before it does any of this
    return json.dumps({name: use(payload) for name, use in uses.items()})
