//! Passwords of staff: Argon2id, long enough, and nothing that is guessed first.

use crate::board::App;
use crate::refusal::{Problem, Refusal};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::text::TextProblem;
use zxcvbn::{Score, zxcvbn};

/// Shorter passwords are not taken.
pub const PASSWORD_MIN: usize = 12;

/// What people here make passwords of besides what the estimator knows from leaked lists, dates, rows of keys and
/// names in English: the words of the trade, and habits of Chinese users (love in letters and in numbers that sound
/// like it, lucky numbers, polite nothings, the commonest surnames and given names).
const HABITS: &[&str] = &[
    "huiyin",
    "liuyan",
    "liuyanban",
    "lingdao",
    "zhengfu",
    "zhengwu",
    "shizhang",
    "shuji",
    "juzhang",
    "shenhe",
    "bangong",
    "bangongshi",
    "xinfang",
    "renmin",
    "weirenmin",
    "fuwu",
    "gongwuyuan",
    "guanliyuan",
    "mima",
    "mima123",
    "denglu",
    "yonghu",
    "zhanghao",
    "xitong",
    "diannao",
    "wangluo",
    "admin",
    "root",
    "woaini",
    "woaiwojia",
    "woaizhongguo",
    "woaizuguo",
    "zhongguo",
    "zhonghua",
    "beijing",
    "shanghai",
    "nihao",
    "nimen",
    "wode",
    "women",
    "laopo",
    "laogong",
    "baobei",
    "baobao",
    "mama",
    "baba",
    "jiating",
    "xingfu",
    "kuaile",
    "pingan",
    "jiankang",
    "facai",
    "gongxifacai",
    "fadacai",
    "jixiang",
    "ruyi",
    "shengri",
    "shengrikuaile",
    "xinnian",
    "tiantian",
    "yongyuan",
    "shijie",
    "haoren",
    "pengyou",
    "tongxue",
    "5201314",
    "520520",
    "521521",
    "1314520",
    "1314521",
    "147258",
    "147258369",
    "159357",
    "168168",
    "1688",
    "518518",
    "666888",
    "888666",
    "888888",
    "666666",
    "5211314",
    "7758521",
    "3344520",
    "110110",
    "119119",
    "12345",
    "123123",
    "123321",
    "112233",
    "a123456",
    "qq123456",
    "abc123",
    "asd123",
    "zxc123",
    "qwe123",
    "1qaz2wsx",
    "1q2w3e4r",
    "zaq12wsx",
    "wang",
    "zhang",
    "liu",
    "chen",
    "yang",
    "zhao",
    "huang",
    "zhou",
    "xiaoming",
    "xiaohong",
    "xiaoli",
    "wangwei",
    "lining",
    "zhangwei",
    "liuyang",
    "wangfang",
    "aaa",
    "密码",
    "我爱你",
    "中国",
    "中华人民共和国",
    "为人民服务",
    "领导留言板",
    "新年快乐",
    "恭喜发财",
];

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).unwrap_or_default(),
    )
}

/// The hash of a password that nobody knows, with the same cost.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$QmY1ZkE5c0Y3a0x2U2p3T3ZzY0V1Y1hQbWJqS2hGZ0E";

/// What is wrong with a new password; `names` are those of the person and the board.
fn flaw(password: &str, names: &[String]) -> Option<Problem> {
    let have = password.chars().count();
    if have < PASSWORD_MIN {
        let min = PASSWORD_MIN;
        return Some(TextProblem::TooShort { have, min }.into());
    }
    let known: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .chain(HABITS.iter().copied())
        .collect();
    // Four of four: more than ten thousand million tries, each of which costs what `argon2` says.
    (zxcvbn(password, &known).score() < Score::Four).then_some(Problem::Weak)
}

impl App {
    /// The hash of a new password, or what is wrong with it; `field` is where the form has it.
    pub(crate) async fn new_password(
        &self,
        field: &'static str,
        password: String,
        names: Vec<String>,
    ) -> Result<String, Refusal> {
        let names = [names, vec![self.board.name.clone()]].concat();
        let typed = password.clone();
        match self.heavy(move || flaw(&typed, &names)).await? {
            Some(problem) => Err(Refusal::field(field, problem)),
            None => self.hash(password).await,
        }
    }

    /// The hash of a password, whatever it is.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Refusal> {
        let salt: [u8; 16] = crate::chance::draw(&*self.chance);
        self.heavy(move || {
            let salt = SaltString::encode_b64(&salt).map_err(|why| why.to_string())?;
            argon2()
                .hash_password(password.as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(|why| why.to_string())
        })
        .await?
        .map_err(|why| store::Error::Database(why.into()).into())
    }

    /// Whether the password is that of the hash. Where there is none the work is done all the same, so that the
    /// time does not tell which logins exist.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, Refusal> {
        self.heavy(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.into());
            let parsed = PasswordHash::new(&hash);
            let right = parsed
                .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
            known && right
        })
        .await
    }

    /// Runs what needs much memory or time, few at once.
    pub(crate) async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let _turn = self
            .heavy
            .clone()
            .acquire_owned()
            .await
            .map_err(|_closed| Refusal::Busy)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|why| store::Error::Lost(why.to_string().into()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_not_taken() {
        let names = [
            "linwei".to_owned(),
            "林薇".to_owned(),
            "云川市领导留言板".to_owned(),
        ];
        for weak in [
            "password1234",
            "qwertyuiop12",
            "123456789012",
            "aaaaaaaaaaaa",
            "woaini1314520",
            "admin@123456",
            "Huiyin@2026!",
            "zhengfu123456",
            "wangwei19880808",
            "linwei20261123",
            "1qaz2wsx3edc",
            "为人民服务为人民服务",
            "P@ssw0rd1234",
        ] {
            assert!(flaw(weak, &names).is_some(), "{weak}");
        }
        for strong in [
            "k7m3p-q2xwe-9fhtn-4bcdz",
            "correct horse battery",
            "东河边的老槐树下有三只猫",
            "湖岸钟楼-傍晚七分-收音机",
        ] {
            assert_eq!(flaw(strong, &names), None, "{strong}");
        }
    }

    #[test]
    fn length_is_told_before_anything_else() {
        let have = 11;
        let short = TextProblem::TooShort { have, min: 12 };
        assert_eq!(flaw("k7m3pq2xwe9", &[]), Some(short.into()));
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let cost = Params::try_from(&nobody).unwrap();
        let ours = argon2();
        let params = ours.params();
        assert_eq!(
            (cost.m_cost(), cost.t_cost(), cost.p_cost()),
            (params.m_cost(), params.t_cost(), params.p_cost())
        );
        assert_eq!(nobody.algorithm, argon2::ARGON2ID_IDENT);
        assert!(nobody.salt.is_some() && nobody.hash.is_some());
    }
}
