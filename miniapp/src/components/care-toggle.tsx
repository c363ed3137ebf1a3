import { setDisplay, useDisplay } from '../services/display';
import { List, Toggle } from './list';

/** 关怀模式: bigger letters, bigger targets. */
export function CareToggle() {
  const { care } = useDisplay();
  return (
    <List>
      <Toggle
        id="care-mode"
        title="关怀模式"
        note="字更大，按钮更大"
        on={care}
        onChange={(on) => setDisplay({ care: on })}
      />
    </List>
  );
}
