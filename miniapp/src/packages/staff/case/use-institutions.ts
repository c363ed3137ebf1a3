/** Which institutions fit what is being typed: asked for once the typing rests, and not for what is too little to tell. */
import type { InstitutionsReply } from '@yijiutong/rules/contract';
import { useEffect, useState } from 'react';

import { useScreenReply, type Replied } from '../../../services/use-reply';
import { caseApi } from '../case-api';
import { institutionForm, readInstitution } from './figures';

const REST_MS = 400;
const LONGEST = 30;

/** A whole code, or two characters of a name; null while neither is typed. */
export function soughtBy(typed: string): string | null {
  const code = readInstitution(typed);
  if (institutionForm.test(code)) return code;
  const name = typed.trim();
  return name.length < 2 || name.length > LONGEST || /^[a-z]?\d+$/i.test(code) ? null : name;
}

const ask = (text: string) => caseApi.listInstitutions(text);

/** null: too little was typed to look for anything. */
export function useInstitutions(typed: string): Replied<InstitutionsReply> | null {
  const wanted = soughtBy(typed);
  const [sought, setSought] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSought(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const replied = useScreenReply(sought, ask);
  return wanted === null ? null : sought === wanted ? replied : { ...replied, reply: { state: 'loading' } };
}
