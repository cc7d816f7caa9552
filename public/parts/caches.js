export async function emptyCaches() {
  // None where the address is not a secure one.
  const names = (await self.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
}
