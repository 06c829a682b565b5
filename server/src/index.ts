import { activity } from './activity/feature';
import { adminSettings } from './admin-settings/feature';
import { attempts } from './attempts/feature';
import { customers } from './customers/feature';
import { documents } from './documents/feature';
import { emailLinks } from './email-links/feature';
import { factors } from './factors/feature';
import { federation } from './federation/feature';
import { integration } from './integration/feature';
import { assemble } from './kernel/feature';
import { ground } from './kernel/ground';
import { migrations } from './migrations/feature';
import { modules } from './modules/feature';
import { pages } from './pages/feature';
import { password } from './password/feature';
import { portalInfo } from './portal-info/feature';
import { security } from './security/feature';
import { sessions } from './sessions/feature';
import { settings } from './settings/feature';
import { signUp } from './sign-up/feature';
import { tabs } from './tabs/feature';

export default assemble([
  ground,
  settings,
  adminSettings,
  activity,
  attempts,
  sessions,
  emailLinks,
  factors,
  password,
  security,
  signUp,
  federation,
  customers,
  migrations,
  tabs,
  modules,
  documents,
  portalInfo,
  pages,
  integration,
]);
