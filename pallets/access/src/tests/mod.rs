//! By behaviour: who is entitled, what a day holds, what the extensions let through, which acts
//! wait, what the council does.

mod council;
mod encoding;
mod entitlement;
mod mortality;
mod nonce;
mod pending;
mod quota;
