import type { Readable } from 'node:stream';

import type { OwnedRecord, RouteName, routes } from '@yijiutong/rules/contract';
import type { ParameterizedContext, Middleware } from 'koa';
import type { z } from 'zod';

import type { AccountHolder, Caller, Resident, Staff, Volunteer } from '../session/session.state.ts';

export interface State {
  requestId: string;
  caller: Caller;
  /** What validate made of path, query and body. */
  input: { params: unknown; query: unknown; body: unknown };
  /** The body of a route that takes bytes. */
  bytes?: Buffer;
}

export type Context = ParameterizedContext<State>;
export type Step = Middleware<State>;

type Routes = typeof routes;
type Schema<R, Part extends string> =
  R extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;

type CallerFor<Audience> = Audience extends 'person'
  ? Resident
  : Audience extends 'account'
    ? AccountHolder
    : Audience extends 'volunteer'
      ? Volunteer
      : Audience extends 'staff'
        ? Staff
        : Audience extends 'party'
          ? Resident | Staff
          : Audience extends 'sender'
            ? Extract<Caller, { role: 'sender' }>
            : Caller;

/** A request as its handler sees it: checked, typed by the contract, and from somebody who may ask. */
export interface Incoming<Name extends RouteName> {
  params: Schema<Routes[Name], 'params'>;
  query: Schema<Routes[Name], 'query'>;
  body: Schema<Routes[Name], 'body'>;
  /** The body of a route that takes bytes. */
  bytes: Routes[Name] extends { takesBytes: number } ? Buffer : undefined;
  caller: CallerFor<Routes[Name]['audience']>;
  /** The client's network address, for limits only. */
  address: string;
  requestId: string;
}

/** A file as a reply: streamed, never whole in memory. */
export interface FileReply {
  mediaType: string;
  /** How many bytes `content` gives: a client can tell a reply that broke off. */
  length: number;
  /** What a browser calls it when it is saved. */
  name: string;
  content: Readable;
}

/** What a handler answers: the contract's reply, with strings where the contract takes them, or a file. */
export type Reply<Name extends RouteName> = Routes[Name] extends { givesFile: readonly string[] }
  ? FileReply
  : Routes[Name]['reply'] extends infer S extends z.ZodType
    ? z.input<S>
    : undefined;

export type Handler<Name extends RouteName> = (incoming: Incoming<Name>) => Promise<Reply<Name>>;

/** One handler for every route of the contract. A feature gives some of them; the app is complete when none is left. */
export type Handlers = { [Name in RouteName]: Handler<Name> };

/** Whose record it is. */
export interface Owner {
  personId: number;
  /** The 医保区划 whose staff may see it too; null: nobody but the person. */
  place: string | null;
  /** Twelve digits: whose village and township may; null until it is known. */
  village: string | null;
  /** Other divisions of any level whose staff may, where it is not of one place alone. */
  also?: readonly string[];
  /** Blind indexes (hex) of the citizen numbers of the person and her family: they handle no case of their own. */
  excluded?: readonly string[];
}

/** A record of an organisation: with whoever's scope covers this division. */
export interface OrganisationOwner {
  code: string;
}

/** A record of one member of staff, and nobody else's. */
export interface StaffOwner {
  staffId: number;
}

/** Somebody whom an organisation helps: with whoever is its volunteer. */
export interface VolunteersOwner {
  volunteersOf: number;
}

export type AnyOwner = Owner | OrganisationOwner | StaffOwner | VolunteersOwner;

/** The owner of a record, by the identifier in the path; `undefined` when there is no such record. */
export type OwnerLookup = (id: string) => Promise<AnyOwner | undefined>;
export type OwnerLookups = Record<OwnedRecord, { param: string; find: OwnerLookup }>;

/** What `<feature>.route.ts` hands to the app. */
export interface Feature {
  handlers: Partial<Handlers>;
  /** How the permission table finds out whose record a path names. */
  owners?: Partial<OwnerLookups>;
}
