//! The keys that a provider signs with (RFC 7517, RFC 7518, RFC 8037), and whether it signed.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, EcdsaVerificationAlgorithm,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;

/// What a provider publishes.
#[derive(Deserialize)]
pub struct Published {
    keys: Vec<Value>,
}

/// Those of its keys that are for signatures and of a kind that is known here.
pub struct KeySet(Vec<Key>);

#[derive(Deserialize)]
struct Key {
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    #[serde(flatten)]
    public: Public,
}

/// The public half, by its kind. Numbers are base64url, big endian.
#[derive(Deserialize)]
#[serde(tag = "kty")]
enum Public {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Curve { crv: String, x: String, y: String },
    #[serde(rename = "OKP")]
    Edwards { crv: String, x: String },
}

impl KeySet {
    /// Leaves out what is not known here, as RFC 7517 (5) asks.
    pub fn new(published: Published) -> Self {
        let keys = published.keys.into_iter();
        let known = keys.filter_map(|key| serde_json::from_value(key).ok());
        Self(known.filter(Key::is_for_signatures).collect())
    }

    /// Whether a token that names this key can be checked at all.
    pub fn has(&self, id: Option<&str>) -> bool {
        self.0.iter().any(|key| key.is_called(id))
    }

    /// Whether the holder of one of the keys, of the one that is named where one is, signed this text.
    pub fn signed(&self, algorithm: &str, id: Option<&str>, text: &str, signature: &[u8]) -> bool {
        let named = self.0.iter().filter(|key| key.is_called(id));
        let mut fit = named.filter(|key| key.alg.as_deref().is_none_or(|alg| alg == algorithm));
        fit.any(|key| {
            let proved = key.public.signed(algorithm, text.as_bytes(), signature);
            proved.is_some()
        })
    }
}

impl Key {
    fn is_for_signatures(&self) -> bool {
        self.purpose
            .as_deref()
            .is_none_or(|purpose| purpose == "sig")
    }

    /// A token that names no key may be of any.
    fn is_called(&self, id: Option<&str>) -> bool {
        id.is_none() || self.kid.as_deref() == id
    }
}

impl Public {
    /// A key proves by the algorithms of its own kind alone: what a token says of itself is no reason to take a public
    /// key for a shared secret, or none at all.
    fn signed(&self, algorithm: &str, text: &[u8], signature: &[u8]) -> Option<()> {
        match self {
            Self::Rsa { n, e } => {
                let (n, e) = (number(n)?, number(e)?);
                let key = RsaPublicKeyComponents { n, e };
                key.verify(rsa(algorithm)?, text, signature).ok()
            }
            Self::Curve { crv, x, y } => {
                let (ecdsa, length) = curve(algorithm, crv)?;
                let (x, y) = (decoded(x)?, decoded(y)?);
                if x.len() != length || y.len() != length {
                    return None;
                }
                // Uncompressed (SEC 1, 2.3.3).
                let point = [vec![4], x, y].concat();
                UnparsedPublicKey::new(ecdsa, point)
                    .verify(text, signature)
                    .ok()
            }
            Self::Edwards { crv, x }
                if crv == "Ed25519" && matches!(algorithm, "EdDSA" | "Ed25519") =>
            {
                UnparsedPublicKey::new(&ED25519, decoded(x)?)
                    .verify(text, signature)
                    .ok()
            }
            Self::Edwards { .. } => None,
        }
    }
}

fn rsa(algorithm: &str) -> Option<&'static RsaParameters> {
    Some(match algorithm {
        "RS256" => &RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &RSA_PSS_2048_8192_SHA256,
        "PS384" => &RSA_PSS_2048_8192_SHA384,
        "PS512" => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

/// The algorithm, and the bytes of a coordinate.
fn curve(algorithm: &str, crv: &str) -> Option<(&'static EcdsaVerificationAlgorithm, usize)> {
    match (algorithm, crv) {
        ("ES256", "P-256") => Some((&ECDSA_P256_SHA256_FIXED, 32)),
        ("ES384", "P-384") => Some((&ECDSA_P384_SHA384_FIXED, 48)),
        _ => None,
    }
}

/// A number without leading zeros, which some providers write all the same.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = decoded(text)?;
    Some(bytes.into_iter().skip_while(|byte| *byte == 0).collect())
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}
