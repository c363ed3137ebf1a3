/**
 * What a screen reader needs and Taro's base.wxml leaves out. An attribute that is not in this table is
 * dropped from the weapp build without a word, so both halves of the plugin read this one list.
 */
const name = { 'aria-label': '', 'aria-role': '', 'aria-hidden': '' };

export const ariaAttributes: Record<string, Record<string, string>> = {
  View: {
    ...name,
    'aria-checked': '',
    'aria-selected': '',
    'aria-expanded': '',
    'aria-live': '',
    'aria-disabled': '',
    'aria-valuenow': '',
    'aria-valuemin': '',
    'aria-valuemax': '',
    // WeUI's care mode and colour theme are chosen by these two on the root of a page.
    'data-weui-mode': '',
    'data-weui-theme': '',
  },
  Text: name,
  Image: name,
  Button: { ...name, 'aria-disabled': '' },
  Input: { ...name, 'aria-invalid': '' },
  Textarea: { ...name, 'aria-invalid': '' },
  Switch: name,
};
