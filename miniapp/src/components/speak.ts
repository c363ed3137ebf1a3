/**
 * What a screen reader is told. The weapp knows `aria-role`, browsers know `role`; and Taro's web components
 * write "undefined" into an attribute that is passed without a value, so absent ones are left out.
 */
type Spoken = {
  role?:
    | 'button'
    | 'link'
    | 'heading'
    | 'switch'
    | 'checkbox'
    | 'radio'
    | 'radiogroup'
    | 'progressbar'
    | 'dialog'
    | 'main'
    | 'navigation'
    | 'status'
    | 'alert'
    | 'img'
    | 'list'
    | 'listitem'
    | 'text'
    | 'group';
  label?: string | undefined;
  level?: 1 | 2 | 3;
  checked?: boolean;
  expanded?: boolean;
  hidden?: boolean;
  live?: 'polite' | 'assertive';
  now?: number;
  modal?: boolean;
};

const isWeb = process.env.TARO_ENV === 'h5';

export function speak({ role, label, level, checked, expanded, hidden, live, now, modal }: Spoken): object {
  const attributes: Record<string, string | number | undefined> = {
    [isWeb ? 'role' : 'aria-role']: role,
    'aria-label': label,
    'aria-level': isWeb ? level : undefined,
    'aria-modal': isWeb && modal ? 'true' : undefined,
    'aria-checked': checked === undefined ? undefined : String(checked),
    'aria-expanded': expanded === undefined ? undefined : String(expanded),
    'aria-hidden': hidden ? 'true' : undefined,
    'aria-live': live,
    'aria-valuenow': now,
    'aria-valuemin': now === undefined ? undefined : 0,
    'aria-valuemax': now === undefined ? undefined : 100,
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
