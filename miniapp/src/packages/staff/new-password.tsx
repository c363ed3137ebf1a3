import { PasswordField } from './password-field';

type Given = { first: string; second: string };

const SHORTEST = 12;

/** What the server would turn down unread; whether it is too easy to guess, it says itself. */
export function findPasswordGap({ first, second }: Given): string | null {
  if (first.length < SHORTEST) return `新密码至少 ${SHORTEST} 个字。`;
  return first === second ? null : '两次填的密码不一样。';
}

/** Typed twice: nobody sees what she types, herself included. */
export function NewPassword({ given, onChange }: { given: Given; onChange: (given: Given) => void }) {
  return (
    <>
      <PasswordField
        id="new-password"
        label="新密码"
        value={given.first}
        onChange={(first) => onChange({ ...given, first })}
        hint={`至少 ${SHORTEST} 个字，不要连着的数字或字母，不要带登录名`}
        autoComplete="new-password"
      />
      <PasswordField
        id="new-password-again"
        label="再填一遍新密码"
        value={given.second}
        onChange={(second) => onChange({ ...given, second })}
        hint="和上面的一样"
        autoComplete="new-password"
      />
    </>
  );
}
