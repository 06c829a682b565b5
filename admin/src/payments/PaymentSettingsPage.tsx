import { Group } from '../settings/Group';
import { SectionScreen } from '../settings/SectionScreen';
import { Providers } from './Providers';

/** *Settings → Customer Portal → Payments*. */
export default function PaymentSettingsPage() {
  return (
    <SectionScreen section="payments">
      {(_view, canUpdate) => (
        <>
          <Providers canTest={canUpdate} />
          <Group section="payments" group="paying" />
          <Group section="payments" group="methods" />
          <Group section="payments" group="transfer" />
          <Group section="payments" group="reminders" />
        </>
      )}
    </SectionScreen>
  );
}
