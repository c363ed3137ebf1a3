/** Files that are something else, whatever they are called. */
import { gzipSync } from 'node:zlib';

import { hex, kind, latin, payload, type HostileKind } from './kind.ts';
import { onePage } from './pdf-writer.ts';
import { bombZip, writeZip } from './zip-writer.ts';

const refused = 'paper_type_unsupported';
const padded = (head: Buffer) => Buffer.concat([head, Buffer.alloc(600), latin(payload)]);
const script = `<script>fetch('/api/v1/claims');//${payload}</script>`;

const programs: HostileKind[] = [
  kind('pe', 'a Windows program', refused, () => padded(latin('MZ\x90\0'))),
  kind('elf', 'a Linux program', refused, () => padded(hex('7f454c46 020101 00'))),
  kind('mach-o', 'a macOS program', refused, () => padded(hex('cffaedfe 07000001'))),
  kind('mach-o-fat', 'a macOS program of two kinds, or a Java class', refused, () =>
    padded(hex('cafebabe 00000002')),
  ),
  kind('wasm', 'a WebAssembly program', refused, () => padded(hex('0061736d 01000000'))),
  kind('shell', 'a shell script', refused, () => latin(`#!/bin/sh\necho ${payload}\n`)),
  kind('bat', 'a Windows batch file', refused, () => latin(`@echo off\r\necho ${payload}\r\n`)),
  kind('php', 'a PHP script', refused, () => latin(`<?php system($_GET['c']); // ${payload}`)),
  kind('jsp', 'a JSP page', refused, () => latin(`<%@ page import="java.io.*" %><%-- ${payload} --%>`)),
  kind('lnk', 'a Windows link', refused, () => padded(hex('4c000000 01140200'))),
];

const pages: HostileKind[] = [
  kind('html', 'a web page with a script', refused, () => latin(`<!doctype html><html>${script}</html>`)),
  kind('html-late', 'a web page after a kilobyte of blanks', refused, () =>
    latin(`${' '.repeat(1024)}<html>${script}</html>`),
  ),
  kind('svg', 'a drawing with a script', refused, () =>
    latin(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
  ),
  kind('svg-xml', 'a drawing that reads a file of the server', refused, () =>
    latin(
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;${payload}</text></svg>`,
    ),
  ),
  kind('svgz', 'a packed drawing', refused, () => gzipSync(latin(`<svg>${script}</svg>`))),
  kind('mhtml', 'a web page as mail', refused, () =>
    latin(`MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${script}`),
  ),
  kind('html-then-pdf', 'a web page before a PDF', refused, () =>
    Buffer.concat([latin(`<html>${script}</html>\n`), onePage()]),
  ),
];

const packed: HostileKind[] = [
  kind('zip', 'a ZIP', refused, () => writeZip({ 'a.txt': latin(payload) })),
  kind('apk', 'an Android app', refused, () =>
    writeZip({ 'AndroidManifest.xml': latin(payload), 'classes.dex': latin('dex\n035\0') }),
  ),
  kind('jar', 'a Java program', refused, () =>
    writeZip({ 'META-INF/MANIFEST.MF': latin(`Main-Class: ${payload}\n`) }),
  ),
  kind('docx', 'a Word file with a macro', refused, () =>
    writeZip({ '[Content_Types].xml': latin('<Types/>'), 'word/vbaProject.bin': latin(payload) }),
  ),
  kind('doc', 'an old Word file', refused, () => padded(hex('d0cf11e0 a1b11ae1'))),
  kind('rtf', 'a rich text with an object', refused, () => latin(`{\\rtf1{\\object\\objemb ${payload}}}`)),
  kind('zip-bomb', 'a ZIP of 500 MB of nothing', refused, bombZip),
  kind('gzip-bomb', 'a gzip of 50 MB of nothing', refused, () => gzipSync(Buffer.alloc(50_000_000))),
  kind('rar', 'a RAR', refused, () => padded(hex('526172211a070100'))),
  kind('7z', 'a 7z', refused, () => padded(hex('377abcaf271c0004'))),
  kind('zip-slip', 'a ZIP that climbs out of its folder', refused, () =>
    writeZip({ '../../../../etc/cron.d/x': latin(payload) }),
  ),
];

const media: HostileKind[] = [
  kind('gif', 'a GIF', refused, () => padded(latin('GIF89a\x01\0\x01\0\0\0\0'))),
  kind('gif-js', 'a GIF that is a script too', refused, () => latin(`GIF89a/*\0\0*/=1;alert('${payload}')`)),
  kind('bmp', 'a BMP', refused, () => padded(latin('BM'))),
  kind('tiff', 'a TIFF', refused, () => padded(hex('49492a00 08000000'))),
  kind('heic', 'a HEIC', refused, () => padded(latin('\0\0\0\x18ftypheic\0\0\0\0mif1heic'))),
  kind('avif', 'an AVIF', refused, () => padded(latin('\0\0\0\x1cftypavif\0\0\0\0avifmif1'))),
  kind('mp4', 'a film', refused, () => padded(latin('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'))),
  kind('riff-wav', 'a sound in the box that WebP uses', refused, () =>
    padded(latin('RIFF\x24\0\0\0WAVEfmt ')),
  ),
  kind('jpeg-2000', 'a JPEG 2000', refused, () => padded(hex('0000000c 6a502020 0d0a870a'))),
  kind('ico', 'an icon', refused, () => padded(hex('00000100 01000000'))),
  kind('postscript', 'a PostScript program', refused, () => latin(`%!PS-Adobe-3.0\n(${payload}) run\n`)),
  kind('fdf', 'form data that names a program', refused, () =>
    latin(`%FDF-1.2\n1 0 obj<</F(${payload})>>endobj\n`),
  ),
  kind('pe-then-pdf', 'a Windows program before a PDF', refused, () =>
    Buffer.concat([padded(latin('MZ\x90\0')), onePage()]),
  ),
];

const nothing: HostileKind[] = [
  kind('one-byte', 'one byte', refused, () => latin('\xff')),
  kind('nulls', 'a kilobyte of zeros', refused, () => Buffer.alloc(1024)),
  kind('text', 'plain text', refused, () => latin(payload.repeat(100))),
  kind('jpeg-magic', 'the first bytes of a JPEG and no more', 'paper_unreadable', () => hex('ffd8ff')),
  kind('png-magic', 'the first bytes of a PNG and no more', 'paper_unreadable', () =>
    hex('89504e470d0a1a0a'),
  ),
  kind('webp-magic', 'the first bytes of a WebP and no more', 'paper_unreadable', () =>
    latin('RIFF\x04\0\0\0WEBP'),
  ),
  kind('pdf-magic', 'the first bytes of a PDF and no more', 'paper_unreadable', () => latin('%PDF-1.7')),
];

export const otherFiles: readonly HostileKind[] = [...programs, ...pages, ...packed, ...media, ...nothing];
