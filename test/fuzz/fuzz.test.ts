import { describe, expect, it } from 'vitest';
import { runCases } from './run-cases.ts';

const cases = 10_000;
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`${cases} spoiled answers (seed ${seed})`, () => {
  it('crash nothing, stop nothing, and each failure has a name', async () => {
    process.stdout.write(`fuzz: seed ${seed}; again: npm run -s fuzz -- --seed ${seed} --cases ${cases}\n`);
    const report = await runCases({ seed, cases });
    expect(report.failures).toEqual([]);
    expect(report.cases).toBe(cases);
    expect(report.refused).toBeGreaterThan(0);
  }, 300_000);
});
