/** 128 random bits, made at the tap. `randomUUID` is missing where the address is not a secure one. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
