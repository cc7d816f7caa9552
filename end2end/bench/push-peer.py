"""Pushes a second of processor time with pywebpush, as its documentation uses it, on one connection that is kept."""

import base64
import json
import os
import sys
import time

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import webpush

PUSHES = 1000
BODY = json.dumps({"web_push": 8030, "notification": {"title": "x" * 30, "body": "y" * 500}})


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


browser = ec.generate_private_key(ec.SECP256R1()).public_key()
point = browser.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
subscription = {
    "endpoint": sys.argv[1] + "/peer",
    "keys": {"p256dh": encoded(point), "auth": encoded(os.urandom(16))},
}
key = Vapid02()
key.generate_keys()
session = requests.Session()
started = time.process_time()
for _ in range(PUSHES):
    answer = webpush(
        subscription,
        data=BODY,
        vapid_private_key=key,
        vapid_claims={"sub": "mailto:elbow@trust.example"},
        ttl=50,
        requests_session=session,
    )
    assert answer.status_code == 201
print(json.dumps({"per_s": round(PUSHES / (time.process_time() - started))}))
