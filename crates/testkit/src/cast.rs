//! The city: its places, units, seats, and everyone in it.

use domain::Timestamp;
use domain::actor::Role;
use domain::ids::{OfficeId, PersonId, UnitId};
use domain::office::{Branch, Holder, Level, Office, Region, RegionCode, Unit};
use domain::screening::Kind;
use domain::taxonomy::{DEFAULT_DOMAINS, Domain, DomainSlug};
use jiff::civil::Date;
use store::people::{Person, Phone};
use store::vault::{Place, Vault};
use store::{Result, Tx, domains, offices, people, regions, units};

/// 云川市市长
pub const MAYOR: OfficeId = OfficeId(1);
/// 云川市市委书记
pub const SECRETARY: OfficeId = OfficeId(2);
/// 市政府办
pub const CITY: UnitId = UnitId(1);
/// 市水务局
pub const WATER: UnitId = UnitId(2);
/// 市住建局
pub const HOUSING: UnitId = UnitId(3);
/// 供水一所, below the water bureau
pub const WATER_STATION: UnitId = UnitId(4);

/// Somebody's place in the city.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The name.
    pub name: &'static str,
    /// The account; none for a visitor.
    pub id: Option<PersonId>,
    /// The role.
    pub role: Role,
    /// The unit of a handler or approver.
    pub unit: Option<UnitId>,
    /// The office of a leader.
    pub office: Option<OfficeId>,
    /// A citizen's phone.
    pub phone: Option<&'static str>,
}

const fn seat(id: i64, name: &'static str, role: Role) -> Seat {
    Seat {
        name,
        id: Some(PersonId(id)),
        role,
        unit: None,
        office: None,
        phone: None,
    }
}

const fn citizen(id: i64, name: &'static str, phone: &'static str) -> Seat {
    Seat {
        phone: Some(phone),
        ..seat(id, name, Role::Citizen)
    }
}

const fn in_unit(id: i64, name: &'static str, role: Role, unit: UnitId) -> Seat {
    Seat {
        unit: Some(unit),
        ..seat(id, name, role)
    }
}

const fn in_office(id: i64, name: &'static str, role: Role, office: OfficeId) -> Seat {
    Seat {
        office: Some(office),
        ..seat(id, name, role)
    }
}

/// Everyone with an account, in the order of [`crate::City`].
pub const CAST: [Seat; 17] = [
    citizen(11, "王", "19900000001"),
    citizen(12, "李", "19900000002"),
    seat(21, "林编辑", Role::Editor),
    seat(22, "赵编辑", Role::Editor),
    seat(23, "分办员", Role::Dispatcher),
    in_unit(31, "水务局承办人", Role::Handler, WATER),
    in_unit(32, "水务局负责人", Role::Approver, WATER),
    in_unit(33, "供水所承办人", Role::Handler, WATER_STATION),
    in_unit(34, "住建局承办人", Role::Handler, HOUSING),
    in_office(41, "陈市长", Role::Leader, MAYOR),
    in_office(42, "市长办公室", Role::LeaderOffice, MAYOR),
    in_office(43, "周书记", Role::Leader, SECRETARY),
    seat(51, "督办员", Role::Supervisor),
    seat(52, "审计员", Role::Auditor),
    seat(53, "管理员", Role::Administrator),
    seat(54, "安全管理员", Role::SecurityAdministrator),
    Seat {
        id: None,
        ..seat(0, "访客", Role::Visitor)
    },
];

/// How somebody of the staff signs in.
pub fn login(id: PersonId) -> String {
    format!("staff-{id}")
}

/// Puts the city into an empty board.
pub async fn settle(tx: &mut Tx, vault: &Vault, now: Timestamp) -> Result<()> {
    let code = |code: &str| RegionCode::parse(code).expect("a code of six digits");
    for (own, name, parent, level) in [
        ("990000", "云岭省", None, Level::Province),
        ("990100", "云川市", Some("990000"), Level::City),
        ("990102", "云麓区", Some("990100"), Level::County),
    ] {
        let region = Region {
            code: code(own),
            name: name.into(),
            parent: parent.map(code),
            level,
            valid_to: None,
            successor: None,
        };
        regions::put(tx, &region).await?;
    }
    for (rank, (slug, name, subdomains)) in (1..).zip(DEFAULT_DOMAINS) {
        let domain = Domain {
            slug: DomainSlug::parse(slug).expect("a slug of the default tree"),
            name: (*name).into(),
            subdomains: subdomains.iter().map(|name| (*name).into()).collect(),
        };
        domains::put(tx, &domain, rank).await?;
    }
    for (id, name, short, parent) in [
        (CITY, "云川市人民政府办公室", "市政府办", None),
        (WATER, "云川市水务局", "市水务局", Some(CITY)),
        (HOUSING, "云川市住房和城乡建设局", "市住建局", Some(CITY)),
        (WATER_STATION, "云川市供水一所", "供水一所", Some(WATER)),
    ] {
        let unit = Unit {
            id,
            name: name.into(),
            short: short.into(),
            parent,
            region: Some(code("990100")),
            active: true,
        };
        units::add(tx, &unit).await?;
    }
    for (rank, id, title, branch, holder) in [
        (1, SECRETARY, "云川市市委书记", Branch::Party, "周正清"),
        (2, MAYOR, "云川市市长", Branch::Government, "陈明远"),
    ] {
        let office = Office {
            id,
            title: title.into(),
            region: Some(code("990100")),
            level: Level::City,
            branch,
            unit: Some(CITY),
            kinds: Kind::ALL.to_vec(),
            intro: "主持全面工作。".into(),
            open: true,
        };
        offices::add(tx, &office, rank).await?;
        let holder = Holder {
            office: id,
            name: holder.into(),
            since: Date::constant(2024, 1, 1),
            until: None,
        };
        offices::add_holder(tx, id.0, &holder).await?;
    }
    for seat in &CAST {
        add(tx, vault, seat, now).await?;
    }
    Ok(())
}

async fn add(tx: &mut Tx, vault: &Vault, seat: &Seat, now: Timestamp) -> Result<()> {
    let Some(id) = seat.id else { return Ok(()) };
    let staff = seat.role.is_staff();
    let person = Person {
        id,
        role: seat.role,
        login: staff.then(|| login(id)),
        password: None,
        password_until: None,
        staff_name: staff.then(|| seat.name.to_owned()),
        unit: seat.unit,
        office: seat.office,
        pen_name: String::new(),
        active: true,
    };
    let Some(phone) = seat.phone else {
        return people::add(tx, &person, None, now).await;
    };
    let place = Place {
        table: "people",
        column: "phone_sealed",
        row: id.0,
    };
    let sealed = vault.seal(place, phone, [7; 24]);
    let phone = Phone {
        blind: &vault.blind("phone", phone),
        sealed: &sealed,
    };
    people::add(tx, &person, Some(phone), now).await
}
