//! What goes on behind those who ask and help.

pub(crate) mod follower;
