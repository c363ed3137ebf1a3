/// <reference types="@tarojs/taro" />

declare module '*.less';
declare module '*.png';

/** Set at build (config/index.ts): the BFF's origin, or '' for the page's own. */
declare const API_ORIGIN: string;
