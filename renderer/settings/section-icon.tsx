import type { SettingsSection } from '../../preload/contract.ts';

/** Drawn on a grid of 16, with lines only. */
const paths: Readonly<Record<SettingsSection, string>> = {
  idle: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5ZM10 2.5h3.5L10 6.5h3.5',
  memory: 'M2.5 4.5h11v6h-11zM4.5 10.5v2M8 10.5v2M11.5 10.5v2M5.5 6.5v2M8 6.5v2M10.5 6.5v2',
  schedules: 'M3 3.5h10v9.5H3zM3 6.5h10M5.5 2v3M10.5 2v3M6 9.5l1.5 1.5L10.5 8.5',
  notifications: 'M4 11V7a4 4 0 0 1 8 0v4l1 1H3zM6.5 13.5h3',
  key: 'M2.5 8a2.75 2.75 0 1 0 5.5 0 2.75 2.75 0 0 0-5.5 0M8 8h6v2.5M11 8v2',
  runtimes: 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5L8 8l5.5-3M8 8v6',
  general:
    'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M8.5 5a1.5 1.5 0 1 0 3 0 1.5 1.5 0 0 0-3 0M4.5 11a1.5 1.5 0 1 0 3 0 1.5 1.5 0 0 0-3 0',
  about: 'M8 2.5a5.5 5.5 0 1 1-.01 0M8 7.5v3.5M8 5v.5',
};

export function SectionIcon({ section }: { readonly section: SettingsSection }) {
  return (
    <svg class="section-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[section]} />
    </svg>
  );
}
