import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Colour contrast, names, roles: what axe finds wrong with the page as it is shown now. */
export async function axeViolations(page: Page): Promise<string[]> {
  // The usual way opens a second page, which this app does not let anybody do.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
