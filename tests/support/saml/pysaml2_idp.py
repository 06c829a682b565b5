"""An identity provider made of pysaml2 (Debian: python3-pysaml2).

Reads a JSON object from stdin: what to `do` (metadata, respond), the `folder` with key.pem,
certificate.pem and portal.xml, and the `requests` to answer. Writes JSON to stdout.
"""
import json
import os
import sys

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, NameID
from saml2.server import Server
from saml2.sigver import verify_redirect_signature

BASE = "https://pysaml2.example.com"
ORDER = {"sso": "single_sign_on_service", "slo": "single_logout_service"}


def config(folder):
    portal = os.path.join(folder, "portal.xml")
    return IdPConfig().load({
        "entityid": BASE + "/metadata",
        "key_file": os.path.join(folder, "key.pem"),
        "cert_file": os.path.join(folder, "certificate.pem"),
        "encryption_keypairs": [],
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "metadata": {"local": [portal]} if os.path.exists(portal) else {},
        "service": {"idp": {
            "endpoints": {service: [(BASE + "/" + short, BINDING_HTTP_REDIRECT)] for short, service in ORDER.items()},
            "policy": {"default": {
                "lifetime": {"minutes": 5},
                "attribute_restrictions": None,
            }},
        }},
    })


def respond(server, ask):
    request = server.parse_authn_request(ask["query"]["SAMLRequest"], BINDING_HTTP_REDIRECT)
    # This version of pysaml2 leaves the signature of the redirect binding to its caller.
    certificates = server.metadata.certs(request.message.issuer.text, "spsso", "signing")
    if not any(verify_redirect_signature(ask["query"], server.sec.sec_backend, certificate) for certificate in certificates):
        raise ValueError("the request is not signed by the portal")
    to = server.response_args(request.message, [BINDING_HTTP_POST])
    name = NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=ask["person"]["mail"])
    algorithms = {"sign_alg": "http://www.w3.org/2001/04/xmldsig-more#" + ask["algorithm"],
                  "digest_alg": "http://www.w3.org/2001/04/xmlenc#sha512"}
    response = server.create_authn_response(
        identity=ask["person"], name_id=name, authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"},
        sign_response=ask["sign_response"], sign_assertion=ask["sign_assertion"], encrypt_assertion=ask["encrypt"],
        encrypt_assertion_self_contained=True, **algorithms, **to)
    return {"action": to["destination"], "xml": str(response)}


def main():
    ask = json.load(sys.stdin)
    if ask["do"] == "metadata":
        answer = str(entity_descriptor(config(ask["folder"])))
    else:
        server = Server(config=config(ask["folder"]))
        answer = [respond(server, one) for one in ask["requests"]]
    json.dump(answer, sys.stdout)


main()
