const kib = 1024;

/**
 * Memory for people: `1.4 GB`, `780 MB`. Binary units under their everyday names, as Docker and the activity monitors show
 * them; one decimal from a gigabyte on.
 */
export function formatBytes(bytes: number, locale = 'en'): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= kib;
    unit += 1;
  }
  const digits = unit >= 3 && value < 100 ? 1 : 0;
  return `${numberFormat(locale, digits).format(value)} ${units[unit] ?? ''}`;
}

/** A span of time for people, in its two largest units: `45 s`, `2 min`, `1 h 5 min`, `3 d 4 h`. Rounded down. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** A countdown: `1:45`, and `1:02:03` from an hour on. Rounded up, so that it shows 0:00 only when it is over. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Processor use for people: `12 %` of one core, `0.4 %` below one per cent. */
export function formatCpu(cpuFraction: number, locale = 'en'): string {
  const percent = cpuFraction * 100;
  const digits = percent > 0 && percent < 1 ? 1 : 0;
  return `${numberFormat(locale, digits).format(percent)} %`;
}

/** A folder with the home folder as `~`. On other machines' paths it changes nothing. */
export function shortenPath(path: string): string {
  return path.replace(/^(\/home\/[^/]+|\/Users\/[^/]+|[A-Z]:\\Users\\[^\\]+)(?=$|[/\\])/, '~');
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Made once for each kind: making one takes a hundred times as long as using it. */
function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  const kind = `${locale}/${digits}`;
  const made = numberFormats.get(kind) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  numberFormats.set(kind, made);
  return made;
}
