/** WeChat's own windows over the page: modal, action sheet, toast. A person answers them by the words on a button. */
import { Refused, type Options } from './call.ts';

export type OpenDialog = {
  kind: 'modal' | 'sheet';
  /** Everything that can be read on it. */
  text: string;
  buttons: string[];
  press: (button: string) => void;
};

export type Dialogs = {
  current: OpenDialog | null;
  /** Toasts shown so far, the newest last. */
  toasts: string[];
  loading: string | null;
  modal: (options: Options) => Promise<Record<string, unknown>>;
  sheet: (options: Options) => Promise<Record<string, unknown>>;
  toast: (options: Options) => void;
};

export function createDialogs(): Dialogs {
  const dialogs: Dialogs = {
    current: null,
    toasts: [],
    loading: null,
    modal,
    sheet,
    toast,
  };
  return dialogs;

  function open<T>(
    make: (done: (value: T) => void, refuse: (error: Error) => void) => OpenDialog,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const close =
        <V>(then: (value: V) => void) =>
        (value: V) => {
          dialogs.current = null;
          then(value);
        };
      dialogs.current = make(close(resolve), close(reject));
    });
  }

  function modal(options: Options): Promise<Record<string, unknown>> {
    const confirm = text(options.confirmText, '确定');
    const cancel = options.showCancel === false ? [] : [text(options.cancelText, '取消')];
    for (const label of [confirm, ...cancel]) {
      if (Array.from(label).length > 4) throw new Refused(`a button takes at most four characters: ${label}`);
    }
    return open((done) => ({
      kind: 'modal',
      text: [text(options.title, ''), text(options.content, '')].join('\n'),
      buttons: [confirm, ...cancel],
      press: (button) => done({ confirm: button === confirm, cancel: button !== confirm }),
    }));
  }

  function sheet(options: Options): Promise<Record<string, unknown>> {
    const items = Array.isArray(options.itemList) ? options.itemList.map(String) : [];
    if (items.length < 1 || items.length > 6) throw new Refused('itemList takes one to six items');
    return open((done, refuse) => ({
      kind: 'sheet',
      text: text(options.alertText, ''),
      buttons: [...items, '取消'],
      press: (button) =>
        items.includes(button) ? done({ tapIndex: items.indexOf(button) }) : refuse(new Refused('cancel')),
    }));
  }

  function toast(options: Options): void {
    dialogs.toasts.push(text(options.title, ''));
  }
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
