import { signalNames } from '../../main/core/model/text.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import type { Vote } from '../../main/core/model/activity.ts';
import type { Settings } from '../../main/core/settings/schema.ts';

export interface EvidenceRow {
  readonly signal: string;
  readonly says: 'busy' | 'idle' | 'unknown';
  readonly verdict: string;
  /** The figure behind it, held against its thresholds. */
  readonly figure: string;
  /** When it last showed work; null when that is the figure already, or it never did. */
  readonly lastActive: string | null;
}

/** The votes behind a verdict, in words. `nowMs`: the time of that verdict, wall clock. Signals without a vote are left out. */
export function evidenceRows(
  votes: readonly Vote[],
  settings: Settings['idle'],
  nowMs: number,
  words: Words,
): readonly EvidenceRow[] {
  return votes.flatMap((vote) => {
    const { says } = vote;
    if (says === 'absent') return [];
    const { t, duration } = words;
    const age = vote.lastActiveAtMs;
    const tells = says === 'idle' && (vote.signal === 'cpu' || vote.signal === 'sessions' || isRate(vote, settings));
    return [
      {
        signal: t(signalNames[vote.signal]),
        says,
        verdict: t(`evidence.says.${says}`),
        figure: figureOf(vote, settings, nowMs, words),
        lastActive: tells && typeof age === 'number' ? t('evidence.lastActive', { span: duration(nowMs - age) }) : null,
      },
    ];
  });
}

function figureOf(vote: Vote, settings: Settings['idle'], nowMs: number, words: Words): string {
  const { t, cpu, duration } = words;
  const { signal, says, value } = vote;
  switch (signal) {
    case 'cpu':
      if (value === null) return t('evidence.cpuUnread');
      return t('evidence.cpu', {
        value: cpu(value),
        busy: cpu(settings.cpuBusyFraction),
        idle: cpu(settings.cpuIdleFraction),
      });
    case 'network':
      return networkFigure(vote, settings, words);
    case 'sessions':
      if (value === null) return t('evidence.cpuUnread');
      return says === 'busy'
        ? t('evidence.sessionsChanged', { count: value })
        : t('evidence.sessionsSilent', { count: value });
    case 'workspace':
    case 'daemon':
      if (value === null) return t('evidence.noneSeen');
      return t(signal === 'daemon' ? 'evidence.sessionEvent' : 'evidence.changed', {
        span: duration(nowMs - value),
      });
    case 'ports':
      if (says === 'unknown') return t('evidence.cpuUnread');
      return value === null ? t('evidence.noConnection') : t('evidence.connection', { span: duration(nowMs - value) });
    case 'status':
      return '';
  }
}

function networkFigure(vote: Vote, settings: Settings['idle'], { t, bytes, duration }: Words): string {
  const { value, threshold, says } = vote;
  if (isRate(vote, settings)) {
    if (value === null) return t('evidence.cpuUnread');
    return t('evidence.rate', { value: bytes(Math.round(value)), busy: bytes(threshold ?? 0) });
  }
  if (value === null) return says === 'unknown' ? t('evidence.cpuUnread') : t('evidence.noRequest');
  const span = duration(value);
  return threshold === null
    ? t('evidence.lastRequest', { span })
    : t('evidence.modelAnswer', { span, limit: duration(threshold) });
}

/** A counter is held against bytes a second; the age of a request against minutes, or against nothing. */
function isRate({ signal, threshold }: Vote, { networkBusyBytesPerSecond }: Settings['idle']): boolean {
  if (signal !== 'network' || threshold === null) return false;
  return threshold === networkBusyBytesPerSecond || threshold < 60_000;
}
