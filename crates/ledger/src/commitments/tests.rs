//! Commitments against the formula written out.

use proptest::prelude::*;

use super::*;

const BODY: Name = Name::literal("body");

#[test]
fn the_formula_is_the_documented_one() {
    let salt = Salt::new([9; 32]);
    let mut input = b"huiyin/commit/v1\0\x04body".to_vec();
    input.extend([9; 32]);
    input.extend(12_u64.to_be_bytes());
    input.extend("路灯不亮".as_bytes());
    let expected = Hash::new(Sha256::digest(&input).into());
    assert_eq!(
        *Commitment::to(&BODY, &salt, "路灯不亮".as_bytes()).hash(),
        expected
    );
}

#[test]
fn a_salt_does_not_show_itself() {
    assert_eq!(format!("{:?}", Salt::new([1; 32])), "Salt(…)");
}

proptest! {
    #[test]
    fn only_the_same_opens(content: Vec<u8>, other: Vec<u8>, salt: [u8; 32], another: [u8; 32]) {
        let commitment = Commitment::to(&BODY, &Salt::new(salt), &content);
        prop_assert!(commitment.opens_with(&BODY, &Salt::new(salt), &content));
        prop_assert_eq!(commitment.opens_with(&BODY, &Salt::new(salt), &other), content == other);
        prop_assert_eq!(commitment.opens_with(&BODY, &Salt::new(another), &content), salt == another);
        prop_assert!(!commitment.opens_with(&Name::literal("title"), &Salt::new(salt), &content));
        prop_assert_eq!(commitment.to_string().parse(), Ok(commitment));
    }
}
