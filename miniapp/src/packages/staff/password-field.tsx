import { useState } from 'react';

import { Button } from '../../components/button';
import { Field } from '../../components/field';

type Props = {
  id: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint: string;
  error?: string | null;
  autoComplete: 'current-password' | 'new-password';
};

/** Hidden from whoever looks over her shoulder, until she wants to see what she typed. */
export function PasswordField({ id, label, value, onChange, hint, error = null, autoComplete }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      id={id}
      label={label}
      value={value}
      onChange={onChange}
      maxLength={128}
      placeholder="请填写"
      hint={hint}
      error={error}
      secret={!shown}
      autoComplete={autoComplete}
      aside={
        <Button
          id={`${id}-show`}
          kind="small"
          words={shown ? '隐藏' : '显示'}
          onTap={() => setShown(!shown)}
        />
      }
    />
  );
}
