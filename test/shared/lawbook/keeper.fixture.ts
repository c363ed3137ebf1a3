import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Day } from '@yijiutong/rules/kernel';
import type { Finding, LawFiles } from '@yijiutong/rules/lawbook';
import { checkLaw } from '@yijiutong/rules/lawbook';
import { parse } from 'yaml';

import { configDir } from '../law.fixture.ts';

/** A parsed YAML file that a test may spoil, in ways that no type of ours allows. */
export type Spoilt = Record<string, unknown>;

/** What stands at a path such as `classes.2.title`. */
export function at(file: Spoilt, where: string): unknown {
  return where.split('.').reduce<unknown>((node, key) => (node as Spoilt)[key], file);
}

export function put(file: Spoilt, where: string, value: unknown): void {
  const [, parent, key] = /^(?:(.*)\.)?([^.]+)$/.exec(where)!;
  ((parent === undefined ? file : at(file, parent)) as Spoilt)[key!] = value;
}

export function drop(file: Spoilt, where: string): void {
  const [, parent, key] = /^(?:(.*)\.)?([^.]+)$/.exec(where)!;
  Reflect.deleteProperty((parent === undefined ? file : at(file, parent)) as Spoilt, key!);
}

export const TODAY = '2026-11-22' as Day;
export const PANZHIHUA = 'config/policy/510400-panzhihua/panzhihua-2023.yaml';
export const FRAMEWORK = 'config/policy/440000-guangdong/guangdong-2022.yaml';

export function readYamlFile(file: string): Spoilt {
  return parse(readFileSync(path.join(configDir, '..', file), 'utf8')) as Spoilt;
}

/** 攀枝花's document with its statistics: small, and without findings of its own. */
export function lawOf(spoil: (document: Spoilt, files: Files) => void): LawFiles {
  const document = readYamlFile(PANZHIHUA);
  const files: Files = {
    documents: [{ file: PANZHIHUA, value: document }],
    statistics: [readFile('config/statistics/510400-panzhihua.yaml')],
    regions: readFile('config/codes/regions.yaml'),
  };
  spoil(document, files);
  return files;
}

type File = { file: string; value: Spoilt };
export type Files = { documents: File[]; statistics: File[]; regions: File };

export function readFile(file: string): File {
  return { file, value: readYamlFile(file) };
}

/** What the check finds once the document is spoilt. */
export function findIn(spoil: (document: Spoilt, files: Files) => void): readonly Finding[] {
  return checkLaw(lawOf(spoil), TODAY).findings;
}
