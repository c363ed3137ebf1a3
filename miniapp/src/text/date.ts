/** Days as people say them. A day is a plain "2026-03-05"; a moment is UTC and is told in Beijing time. */
import { showDay } from '@yijiutong/rules/words';

const BEIJING_AHEAD_MS = 8 * 60 * 60 * 1000;

/** "2026-03-05" → "3月5日"; another year than the reader's is named: "2025年3月5日". */
export function formatDay(day: string, today: string): string {
  const full = showDay(day);
  return day.slice(0, 4) === today.slice(0, 4) ? full.slice('2026年'.length) : full;
}

/** The same, always with its year: for the edges of a validity. */
export const formatFullDay = showDay;

function inBeijing(instant: string): string {
  return new Date(Date.parse(instant) + BEIJING_AHEAD_MS).toISOString();
}

/** "2026-03-05T01:02:03.000Z" → "3月5日 09:02". */
export function formatMoment(instant: string, now: string): string {
  const local = inBeijing(instant);
  return `${formatDay(local.slice(0, 10), today(now))} ${local.slice(11, 16)}`;
}

/** The day in China at a moment. */
export function today(now: string = new Date().toISOString()): string {
  return inBeijing(now).slice(0, 10);
}

/** 早上好 · 中午好 · 下午好 · 晚上好, by the clock in China. */
export function greeting(now: string = new Date().toISOString()): string {
  const hour = Number(inBeijing(now).slice(11, 13));
  if (hour >= 5 && hour < 11) return '早上好';
  if (hour >= 11 && hour < 13) return '中午好';
  if (hour >= 13 && hour < 18) return '下午好';
  return '晚上好';
}

/** What a person types for a day: "20260312", "2026-3-12", "2026年3月12日" → "2026-03-12"; null when there is no such day. */
export function findDay(text: string): string | null {
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim()) ?? /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text.trim());
  if (!match) return null;
  const [, year = '', month = '', date = ''] = match;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const real = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : null;
}
