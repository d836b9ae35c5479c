import readline from 'node:readline';

/** What the process behind a sandbox is told: how much to hold and how hard to work. */
interface Load {
  readonly memoryMiB: number;
  readonly cpuFraction: number;
}

const mib = 1024 * 1024;
const blockMiB = 16;
const periodMs = 100;
const held: Buffer[] = [];
let work: NodeJS.Timeout | undefined;

const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const load = JSON.parse(line) as Load;
  hold(load.memoryMiB);
  clearInterval(work);
  if (load.cpuFraction > 0) work = setInterval(() => spin(load.cpuFraction * periodMs), periodMs);
  process.stdout.write('done\n');
});
// Nobody is left to own this process.
lines.on('close', () => process.exit(0));

/** Blocks that are written to all through, so that they are really resident. */
function hold(memoryMiB: number): void {
  const blocks = Math.ceil(memoryMiB / blockMiB);
  if (held.length > blocks) {
    held.length = blocks;
    (globalThis as { gc?: () => void }).gc?.();
  }
  while (held.length < blocks) {
    const block = Buffer.allocUnsafeSlow(blockMiB * mib);
    for (let index = 0; index < block.length; index += 8) block.writeUInt32LE((index * 2654435761) >>> 0, index);
    held.push(block);
  }
}

function spin(forMs: number): void {
  const untilMs = performance.now() + forMs;
  let value = 0;
  while (performance.now() < untilMs) value += Math.sqrt(value + 1);
}
