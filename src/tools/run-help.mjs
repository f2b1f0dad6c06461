// SPDX-License-Identifier: Apache-2.0
// src/tools/run-help.mjs: what se2-run --help says

export const help = `Usage: se2-run PLUGIN [--payload TEXT | --payload-file FILE] [options] [-- ...]
       se2-run PLUGIN --serve PORT [options] [-- ...]

Runs an SE2 plugin as its real hosts do and prints what it answers, or serves it over HTTP. PLUGIN
is a .wasm, or a plugin.py, which is packed first; what follows -- are options of se2-pack.

The request
  --payload TEXT         the payload, which is the request's body; without one it is empty
  --payload-file FILE    the payload is the content of FILE (- is standard input)
  --method M             its method (POST)
  --url U                its URL (/)
  --header 'K: V'        a header; may be repeated, as may the next two
  --param K=V            a path parameter
  --state K=V            state
The host
  --profile P            minimal, e2core (default) or sat: the functions it offers
  --lifetime L           fresh: an instance for each run; reuse: one for all
                         (default: e2core fresh, else reuse)
  --repeat N             N runs (1)
  --ident N              execution id, 0 to 2147483646 (random)
  --dir GUEST=HOST       pre-opens the directory HOST as GUEST; may be repeated
What lies behind it; the cache is in memory
  --http-mock FILE       answers what the plugin fetches, GraphQL too, instead of the network: JSON,
                         [{"method": "GET", "url": "http://a.test/b", "status": 200, "body": "c"}]
                         method  any, where there is none
                         url     may end in *, for any rest
                         body    text or JSON; or body_base64; or body_file, a path from FILE's
                                 folder; or failure, the error text of what gets no answer
                         headers of which a redirect's location is followed
  --secret K=V           a secret; may be repeated; this and the next two with --profile sat
  --static-dir DIR       its files are the static files
  --queries FILE         the database's queries, and what each answers: JSON,
                         [{"name": "all", "type": "select", "varCount": 0, "answer": [{"a": 1}]}]
Serving
  --serve [HOST:]PORT    answers HTTP as E2 Core does, v0.6 or, with --profile sat, v0.5.1, until
                         Ctrl-C; at 127.0.0.1, or HOST; PORT 0 is any that is free. The request's
                         body is the payload; --header, --param and --state add what it has not.
                         POST /name/TENANT/NAMESPACE/NAME also takes the X-Suborbital headers
  --timeout SECONDS      what a run may take there (10, for which E2 Core's front waits)
  --watch                runs, or serves, anew when a file of the plugin, carried ones too, or one
                         that the options name changes; until Ctrl-C, at which it exits 0
Output
  --json                 one JSON object a run, or request, on standard output, and nothing else
  --trace                a line for each call between host and plugin
  --debug                how to stop in the plugin, with this payload, in a debugger
  --help, --version
A wrapper and its plugin.py (profile minimal; the default payload is a sentence)
  --wrapper FILE         the same as PLUGIN.wasm
  --plugin-root DIR      pre-opens DIR as /plugin and sets PYTHONPATH to it
  --python-usr-root DIR  pre-opens DIR/usr, Python's standard library, as /usr

Exit code: 0 for a result, 1 for an error of the plugin, 2 for no reply, a trap, a host error, or a
command or module that is wrong; of several runs, the worst. At Ctrl-C a server answers what it was
asked, and exits 0.
`;
