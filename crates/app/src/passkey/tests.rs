//! Answers of an authenticator that lives in this test, and everything that may be wrong with them.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

const ASKED: Asked<'static> = Asked {
    challenge: &[7; 32],
    origin: "https://liuyan.example",
    host: "liuyan.example",
};
const HELD: u8 = PRESENT | VERIFIED;
const ID: [u8; 20] = [3; 20];

/// A key of older Windows that was thrown away, and what it signed once: the answer of [`client`] and
/// [`authenticator`] with `webauthn.get` and the counter 9.
const RS256_MODULUS: &str = "vDVkJbjGL7boYrfy90EcoMBEUQdXruWMZVXL0CfiZYR2CbBEbNdXbYjzWwL4L3memPpR1HbDzadiMYxOUMtjdmTUwOlB3ntP-bDn\
     q1iLOKDQz81JGqUK3o2Q1X_IBUWWHqpLdChQ7bAPgTVf3bWzVHvZLFJj86jqshJkq9efh6j3_xG-t8r9jXhL_dHAimNjdd8C4Iwt\
     GDV-7t9kKcJ1QBTeWPEGAiC5bObDwDtpb5Aph0n3-vNMqkIw1aUv-NzZYpl0Pd_JW3JP6jV9thBGXXMWBnR2utgJQft8Cd8DFeUl\
     sTO4Z0gHLWaSH0mAMdhLVjKcPRmWgon1DyudkCJHnw";
const RS256_SIGNATURE: &str = "IVwtULI5_pMoVRkvea9L0bFT0SUmbX4k6cYOJtG9HBZOU1RWyiniQEhF-CnwT5xpgAg0w2iK3bz4XVOojoCxTX_WZvvHfTcdALvC\
     3Jni3lIZ1dLVqzV-jgwya7A_fYsXqKkndW5oxAsrcXU10j8HwbodTFboDD1UemgMkNwRmB0LPnoglEhpFOYW3NCvtbTbwvJBbkW4\
     tiH4DjXqd2_h5givx6AeZGVnGmRLekjlxdiOGeD8XcrTi9a9ZqNjrslgRW0DDgtUdq9MUOH7VBCJnbQb0__LwYU3woDwh8us5P2n\
     r6QxzvU_cPaXaWKd85qvOQCceJo1vJDXcWD4eaI_Vg";

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

/// A key as authenticators write it.
fn es256(pair: &EcdsaKeyPair) -> Vec<u8> {
    let point = pair.public_key().as_ref();
    let (x, y) = point[1..].split_at(32);
    [ES256[0], x, ES256[1], y].concat()
}

fn rs256() -> Vec<u8> {
    let n = BASE64_URL_SAFE_NO_PAD.decode(RS256_MODULUS).unwrap();
    [RS256[0], &n, RS256[1]].concat()
}

fn client(kind: &str) -> String {
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(ASKED.challenge);
    format!(
        r#"{{"type":"{kind}","challenge":"{challenge}","origin":"https://liuyan.example","crossOrigin":false}}"#
    )
}

fn authenticator(flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
    let host = Sha256::digest("liuyan.example");
    [&host[..], &[flags], &counter.to_be_bytes(), rest].concat()
}

/// A new key behind its make and its id.
fn attested(id: &[u8], key: &[u8]) -> Vec<u8> {
    let length = u16::try_from(id.len()).unwrap().to_be_bytes();
    [&[0; 16][..], &length, id, key].concat()
}

fn makes(client: &str, flags: u8, rest: &[u8]) -> Option<Made> {
    let authenticator = authenticator(flags, 1, rest);
    made(ASKED, client.as_bytes(), &authenticator)
}

/// What comes of an answer that is signed as it stands.
fn signs(client: &str, authenticator: &[u8]) -> Option<Signed> {
    let pair = pair();
    let hash = Sha256::digest(client);
    let message = [authenticator, hash.as_slice()].concat();
    let signature = pair.sign(&SystemRandom::new(), &message).unwrap();
    let key = es256(&pair);
    signed(
        ASKED,
        client.as_bytes(),
        authenticator,
        signature.as_ref(),
        &key,
    )
}

/// Everything that is wrong with what a browser says where `kind` was asked for.
fn wrong_clients(kind: &str) -> Vec<String> {
    let right = client(kind);
    let other = match kind {
        "webauthn.get" => "webauthn.create",
        _ => "webauthn.get",
    };
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(ASKED.challenge);
    let another = BASE64_URL_SAFE_NO_PAD.encode([8; 32]);
    let twice = right.replace("\"type\"", &format!("\"type\":\"{kind}\",\"type\""));
    vec![
        client(other),
        client("payment.get"),
        right.replace(&challenge, &another),
        right.replace(&challenge, &format!("{challenge}=")),
        right.replace(&challenge, ""),
        right.replace("https://liuyan", "http://liuyan"),
        right.replace("liuyan.example", "liuyan.example.evil.example"),
        right.replace("liuyan.example", "a.liuyan.example"),
        right.replace("liuyan.example", "liuyan.example:8443"),
        right.replace("liuyan.example", "liuyan.example/"),
        right.replace("false", "true"),
        right.replace('}', ",\"topOrigin\":\"https://evil.example\"}"),
        right.replace('}', ""),
        format!("{right}{right}"),
        twice,
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
    ]
}

#[test]
fn a_key_that_was_made_is_taken() {
    let key = es256(&pair());
    let made = makes(
        &client("webauthn.create"),
        HELD | NEW_KEY | MAY_SYNC | SYNCED,
        &attested(&ID, &key),
    );
    let expected = Made {
        credential: ID.to_vec(),
        public_key: key,
        counter: 1,
        may_sync: true,
        synced: true,
    };
    assert_eq!(made, Some(expected));
    // Older Windows, and a security key that was asked for an extension by the browser.
    let create = client("webauthn.create");
    let made = makes(&create, HELD | NEW_KEY, &attested(&ID, &rs256())).unwrap();
    assert_eq!(made.public_key, rs256());
    let protects = [&attested(&ID, &rs256())[..], b"\xa1\x6bcredProtect\x02"].concat();
    let made = makes(&create, HELD | NEW_KEY | EXTENSIONS, &protects).unwrap();
    assert_eq!(made.public_key, rs256());
    assert!(!made.may_sync && !made.synced);
}

#[test]
fn a_key_that_is_not_as_asked_is_not_taken() {
    let key = es256(&pair());
    let (create, rest) = (client("webauthn.create"), attested(&ID, &key));
    let flags = HELD | NEW_KEY;
    assert!(makes(&create, flags, &rest).is_some());
    for wrong in wrong_clients("webauthn.create") {
        assert_eq!(makes(&wrong, flags, &rest), None, "{wrong}");
    }
    for wrong in [
        PRESENT | NEW_KEY,
        VERIFIED | NEW_KEY,
        NEW_KEY,
        HELD,
        flags | SYNCED,
        flags | EXTENSIONS,
    ] {
        assert_eq!(makes(&create, wrong, &rest), None, "{wrong:#010b}");
    }
    // Whatever is cut short or goes on.
    let whole = authenticator(flags, 1, &rest);
    for length in 0..whole.len() {
        let cut = &whole[..length];
        assert_eq!(made(ASKED, create.as_bytes(), cut), None, "{length} bytes");
    }
    for more in [&[0_u8][..], &[0xa0]] {
        let longer = [&rest[..], more].concat();
        assert_eq!(makes(&create, flags, &longer), None);
    }
    // Only a map is a map of extensions.
    for (more, is_taken) in [(0xa0, true), (0xbf, true), (0x80, false), (0x00, false)] {
        let longer = [&rest[..], &[more]].concat();
        let taken = makes(&create, flags | EXTENSIONS, &longer).is_some();
        assert_eq!(taken, is_taken, "{more:#04x}");
    }
    assert_eq!(makes(&create, flags, &attested(&[], &key)), None);
    assert!(makes(&create, flags, &attested(&[1; 1023], &key)).is_some());
    assert_eq!(makes(&create, flags, &attested(&[1; 1024], &key)), None);
    let elsewhere = Asked {
        host: "evil.example",
        ..ASKED
    };
    assert_eq!(made(elsewhere, create.as_bytes(), &whole), None);
}

#[test]
fn a_key_has_one_spelling() {
    let create = client("webauthn.create");
    let takes = |key: &[u8]| makes(&create, HELD | NEW_KEY, &attested(&ID, key)).is_some();
    for right in [es256(&pair()), rs256()] {
        assert!(takes(&right));
        let heads = if right.len() == 77 { 10 } else { 11 };
        for at in 0..heads {
            let mut wrong = right.clone();
            wrong[at] ^= 1;
            assert!(!takes(&wrong), "byte {at} of {}", right.len());
        }
    }
    let key = es256(&pair());
    let (x, y) = (&key[10..42], &key[45..]);
    // The members in another order, a number longer than it need be, a point that is compressed, a map without end.
    let swapped = [ES256[0], x, &[0x23, 0x58, 0x20], y].concat();
    let long = [&[0xa5, 0x01, 0x02, 0x03, 0x38, 0x06], &key[5..]].concat();
    let compressed = [ES256[0], x, &[0x22, 0xf5]].concat();
    let endless = [&[0xbf], &key[1..], &[0xff]].concat();
    for wrong in [swapped, long, compressed, endless] {
        assert!(!takes(&wrong), "{wrong:02x?}");
    }
    // Ed25519, and RSA with another exponent.
    let ed25519 = [
        &[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20],
        x,
    ];
    assert!(!takes(&ed25519.concat()));
    let mut three = rs256();
    *three.last_mut().unwrap() = 3;
    assert!(!takes(&three));
}

#[test]
fn who_signs_what_was_asked_is_let_in() {
    let get = client("webauthn.get");
    let plain = Signed {
        counter: 9,
        may_sync: false,
        synced: false,
    };
    assert_eq!(signs(&get, &authenticator(HELD, 9, &[])), Some(plain));
    let synced = signs(&get, &authenticator(HELD | MAY_SYNC | SYNCED, 0, &[])).unwrap();
    assert!(synced.may_sync && synced.synced && synced.counter == 0);
    let extended = authenticator(HELD | EXTENSIONS, 9, &[0xa0]);
    assert_eq!(signs(&get, &extended), Some(plain));
    // Whatever a browser will say besides.
    let more = get.replace('}', ",\"other_keys_can_be_added_here\":[1]}");
    assert_eq!(signs(&more, &authenticator(HELD, 9, &[])), Some(plain));

    let signature = BASE64_URL_SAFE_NO_PAD.decode(RS256_SIGNATURE).unwrap();
    let said = authenticator(HELD, 9, &[]);
    let older = |signature: &[u8]| signed(ASKED, get.as_bytes(), &said, signature, &rs256());
    assert_eq!(older(&signature), Some(plain));
    for at in [0, 100, 255] {
        let mut wrong = signature.clone();
        wrong[at] ^= 1;
        assert_eq!(older(&wrong), None);
    }
}

#[test]
fn who_signs_anything_else_is_not() {
    let get = client("webauthn.get");
    let right = authenticator(HELD, 9, &[]);
    for wrong in wrong_clients("webauthn.get") {
        assert_eq!(signs(&wrong, &right), None, "{wrong}");
    }
    for (flags, rest) in [
        (PRESENT, &[][..]),
        (VERIFIED, &[]),
        (0, &[]),
        (HELD | SYNCED, &[]),
        (HELD | NEW_KEY, &[]),
        (HELD | EXTENSIONS, &[]),
        (HELD | EXTENSIONS, &[0x80]),
        (HELD, &[0xa0]),
    ] {
        let wrong = authenticator(flags, 9, rest);
        assert_eq!(signs(&get, &wrong), None, "{flags:#010b} {rest:?}");
    }
    for length in 0..right.len() {
        assert_eq!(signs(&get, &right[..length]), None, "{length} bytes");
    }
    let mut elsewhere = right.clone();
    elsewhere[0] ^= 1;
    assert_eq!(signs(&get, &elsewhere), None);
}

#[test]
fn a_signature_is_of_this_key_over_this_answer() {
    let (mine, theirs) = (pair(), pair());
    let get = client("webauthn.get");
    let said = authenticator(HELD, 9, &[]);
    let message = [&said[..], &Sha256::digest(&get)].concat();
    let random = SystemRandom::new();
    let right = mine.sign(&random, &message).unwrap();
    let right = right.as_ref();
    let takes = |said: &[u8], signature: &[u8], key: &[u8]| {
        signed(ASKED, get.as_bytes(), said, signature, key).is_some()
    };
    let key = es256(&mine);
    assert!(takes(&said, right, &key));
    for at in 0..right.len() {
        let mut flipped = right.to_vec();
        flipped[at] ^= 1;
        assert!(!takes(&said, &flipped, &key), "byte {at}");
    }
    for length in 0..right.len() {
        assert!(!takes(&said, &right[..length], &key));
    }
    assert!(!takes(&said, &[right, &[0]].concat(), &key));
    assert!(!takes(&said, right, &es256(&theirs)));
    assert!(!takes(&said, right, &rs256()));
    // The counter is signed, and so is what the browser said.
    assert!(!takes(&authenticator(HELD, 10, &[]), right, &key));
    let bare = mine.sign(&random, &said).unwrap();
    assert!(!takes(&said, bare.as_ref(), &key));
    // No point of the curve, and what follows a key.
    let mut off = key.clone();
    off[76] ^= 1;
    assert!(!takes(&said, right, &off));
    assert!(!takes(&said, right, &[&key[..], &[0]].concat()));
    assert!(!takes(&said, right, &[]));
}
