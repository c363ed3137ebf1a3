/** The bank's files in a browser: a download, and the browser's own chooser. */

/** What was chosen: its name, to be told, and its bytes, read when they are sent. */
export type ChosenFile = { name: string; read: () => Promise<ArrayBuffer> };

/** Where the file goes to, and comes from. */
export const bankFileWords = {
  save: '下载给银行的文件',
  saved: '下载好了，在浏览器的下载里。里面有群众的卡号：交给银行以后，请从电脑上删掉。',
  choose: '交银行的结果文件',
};

/** `to_be_handed`: it is with the app, and a tap of its own hands it over. */
export function saveBankFile(name: string, bytes: ArrayBuffer): Promise<'saved' | 'to_be_handed'> {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
  return Promise.resolve('saved');
}

/** A browser has handed it over already, and holds none. */
export const handBankFile: (name: string) => Promise<boolean> = () => Promise.resolve(true);
export const dropBankFile: (name: string) => void = () => undefined;

/** Null where she changed her mind; an older browser then answers nothing at all. */
export function chooseBankFile(): Promise<ChosenFile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.csv,.txt,text/csv,text/plain';
    input.style.display = 'none';
    const settle = () => {
      const file = input.files?.[0];
      resolve(file === undefined ? null : { name: file.name, read: () => file.arrayBuffer() });
      input.remove();
    };
    input.addEventListener('change', settle);
    input.addEventListener('cancel', settle);
    // Safari opens it only from within the page.
    document.body.appendChild(input);
    input.click();
  });
}
