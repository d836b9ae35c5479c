import { useEffect, useState } from 'preact/hooks';
import type { Footprint } from '../../../main/core/model/desktop.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { Group, Row } from '../controls/group.tsx';
import type { SectionProps } from '../sections.ts';
import { useInstallation } from '../use-installation.ts';

const readEveryMs = 2_000;

/** What this is, and what it costs itself. */
export function AboutSection({ state, bridge }: SectionProps) {
  const words = useWords();
  const [installation] = useInstallation(bridge);
  const footprint = useFootprint(bridge);
  const cpu = footprint?.cpuFraction ?? null;
  return (
    <>
      <Group>
        <Row label={words.t('about.name')} help={words.t('about.what')}>
          <span class="value">{words.t('about.version', { version: state.version })}</span>
        </Row>
        <Row label={words.t('about.licence')}>
          <span class="value">{installation?.licence}</span>
        </Row>
      </Group>
      <div data-live>
        <Group
          title={words.t('about.footprint')}
          help={words.t(footprint?.memorySource === 'private' ? 'about.privateHelp' : 'about.residentHelp')}
        >
          <Row label={words.t('card.memory')}>
            <span class="value" data-footprint="memory">
              {footprint ? words.bytes(footprint.memoryBytes) : '…'}
            </span>
          </Row>
          <Row label={words.t('card.cpu')} help={words.t('about.cpuHelp')}>
            <span class="value" data-footprint="cpu">
              {cpu === null ? '…' : words.cpu(cpu)}
            </span>
          </Row>
          {footprint?.processes.map(({ pid, kind, memoryBytes }) => (
            <Row key={pid} label={<span class="quiet-label">{words.t(`about.process.${kind}`, { pid })}</span>}>
              <span class="value quiet-label">{words.bytes(memoryBytes)}</span>
            </Row>
          ))}
        </Group>
      </div>
    </>
  );
}

/** Read again every two seconds, while it is on screen. */
function useFootprint(bridge: Bridge): Footprint | null {
  const [footprint, setFootprint] = useState<Footprint | null>(null);
  useEffect(() => {
    const read = () => {
      if (document.visibilityState === 'visible') bridge.call('footprint').then(setFootprint, () => {});
    };
    read();
    const timer = setInterval(read, readEveryMs);
    return () => clearInterval(timer);
  }, [bridge]);
  return footprint;
}
