// Taro's built-ins as plain elements: what a person could see, press and hear stays, the platform goes.
import type { CSSProperties, PropsWithChildren } from 'react';

type Props = PropsWithChildren<{
  id?: string;
  className?: string;
  style?: CSSProperties;
  onClick?: () => void;
  tabIndex?: number;
  onKeyDown?: (event: unknown) => void;
  hoverClass?: string;
}>;

const spoken = (props: object) =>
  Object.fromEntries(Object.entries(props).filter(([name]) => /^(aria-(?!role)|data-|role$)/.test(name)));

/** The weapp's `aria-role` is a browser's `role`. */
const roleOf = (props: object) => ({ role: (props as { 'aria-role'?: string })['aria-role'] });

export function View({ children, id, className, style, onClick, tabIndex, onKeyDown, ...rest }: Props) {
  return (
    <div {...{ id, className, style, onClick, tabIndex, onKeyDown }} {...roleOf(rest)} {...spoken(rest)}>
      {children}
    </div>
  );
}

export function Text({ children, className }: Props) {
  return <span className={className}>{children}</span>;
}

export function Button({ children, id, className, onClick }: Props) {
  return (
    <button type="button" {...{ id, className, onClick }}>
      {children}
    </button>
  );
}

export function Image({
  src,
  className,
  style,
  onError,
  ...rest
}: Props & { src: string; onError?: () => void }) {
  return <img {...{ src, className, style, onError }} {...roleOf(rest)} {...spoken(rest)} />;
}

type InputProps = {
  id: string;
  value: string;
  maxlength: number;
  placeholder: string;
  password?: boolean;
  onInput: (event: { detail: { value: string } }) => void;
  onBlur?: () => void;
};

export function Input({ id, value, maxlength, placeholder, password, onInput, onBlur, ...rest }: InputProps) {
  return (
    <input
      type={password ? 'password' : 'text'}
      {...{ id, value, placeholder, onBlur }}
      maxLength={maxlength}
      onChange={(event) => onInput({ detail: { value: event.target.value } })}
      {...spoken(rest)}
    />
  );
}

type TextareaProps = Omit<InputProps, 'placeholder'>;

export function Textarea({ id, value, maxlength, onInput, onBlur, ...rest }: TextareaProps) {
  return (
    <textarea
      {...{ id, value, onBlur }}
      maxLength={maxlength}
      onChange={(event) => onInput({ detail: { value: event.target.value } })}
      {...spoken(rest)}
    />
  );
}
