import { Field } from '../../components/field';

type Props = { value: string; onChange: (code: string) => void; hint?: string; onDone?: () => void };

export const isCode = (text: string): boolean => /^\d{6}$/.test(text);

/** Six digits of the authenticator app. */
export function CodeField({ value, onChange, hint = '30 秒换一次，填现在看到的', onDone }: Props) {
  return (
    <Field
      id="code"
      label="动态码"
      value={value}
      onChange={(text) => onChange(text.replace(/\D/g, ''))}
      type="number"
      maxLength={6}
      placeholder="6 位数字"
      hint={hint}
      autoComplete="one-time-code"
      {...(onDone === undefined ? {} : { onDone })}
    />
  );
}
