//! The program embeds the files for the browser: a build after those have changed is another program.

fn main() {
    println!("cargo:rerun-if-changed=../target/site");
}
