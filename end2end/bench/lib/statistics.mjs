/** The value below which this share of the others lies, to a tenth. @param {number[]} values @param {number} share 0 to 1 */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined || Number.isNaN(value)) throw new Error("a figure is missing");
  return Math.round(value * 10) / 10;
}
