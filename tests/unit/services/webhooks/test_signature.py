import base64
import hashlib
import hmac

from postil.services.webhooks.signature import new_secret, signed_headers

# The example of the reference libraries of Standard Webhooks: a secret, a message, and what comes out.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_example_of_the_standard_is_signed_as_there():
    assert signed_headers(SECRET, MESSAGE, TIMESTAMP, BODY) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": str(TIMESTAMP),
        "webhook-signature": SIGNATURE,
    }


def test_another_body_message_or_time_has_another_signature():
    others = [
        (MESSAGE, TIMESTAMP, BODY + b" "),
        (MESSAGE + "x", TIMESTAMP, BODY),
        (MESSAGE, TIMESTAMP + 1, BODY),
    ]
    signatures = {signed_headers(SECRET, *other)["webhook-signature"] for other in others}
    assert len(signatures - {SIGNATURE}) == 3


def test_a_new_secret_is_256_random_bits_as_the_standard_spells_them():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    for secret in secrets:
        prefix, _, spelled = secret.partition("_")
        assert (prefix, len(base64.b64decode(spelled, validate=True))) == ("whsec", 32)


def test_a_receiver_with_the_secret_comes_to_the_same_signature():
    secret = new_secret()
    given = signed_headers(secret, "msg_1", 7, b"{}")["webhook-signature"]
    key = base64.b64decode(secret[len("whsec_") :])
    expected = base64.b64encode(hmac.new(key, b"msg_1.7.{}", hashlib.sha256).digest()).decode()
    assert given == f"v1,{expected}"
