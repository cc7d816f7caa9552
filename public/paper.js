// A button that opens the browser's way to print. Without script there is none: the browser has one of its own.

import { find } from "./parts/find.js";

const button = find("#print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
