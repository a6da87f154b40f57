mod deadlines;
mod on_idle;
mod properties;
mod storage;
mod take_note;
mod views;
