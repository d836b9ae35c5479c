/** True where another cap than the one that is edited (`before`, empty for a new one) has the name already. */
export function isTaken(caps: Readonly<Record<string, number>>, name: string, before: string): boolean {
  const wanted = name.trim();
  return wanted !== before && Object.hasOwn(caps, wanted);
}
