"""Opens one push with http_ece and checks its signature with py-vapid: code of others, who read the same RFCs.

Reads a case as JSON from standard input, and prints what was in the push and the claims of its signature.
"""

import base64
import json
import sys

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


case = json.load(sys.stdin)
private = ec.derive_private_key(int.from_bytes(decoded(case["private"]), "big"), ec.SECP256R1())
body = http_ece.decrypt(
    decoded(case["body"]), private_key=private, auth_secret=decoded(case["auth"]), version="aes128gcm"
)
# py-vapid knows no space after the comma, which RFC 9110 allows.
authorization = case["authorization"].replace(", k=", ",k=")
if not Vapid02.verify(authorization):
    sys.exit("the signature does not hold")
claims = authorization.split("t=")[1].split(".")[1]
json.dump({"body": json.loads(body), "claims": json.loads(decoded(claims))}, sys.stdout)
