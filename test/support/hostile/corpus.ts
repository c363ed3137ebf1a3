/** Every hostile file that is made by script. */
import { hostileImages } from './images.ts';
import { otherFiles } from './other-files.ts';
import { hostilePdfs } from './pdfs.ts';

export const hostileFiles = [...otherFiles, ...hostileImages, ...hostilePdfs];
