/** As far as the guide for developers uses it: whoever adds such a strategy installs the package and its types. */
declare module 'passport-oauth2' {
  export type VerifyCallback = (error?: unknown, user?: object | false, info?: object) => void;
  export class Strategy {
    constructor(
      options: Record<string, string | boolean>,
      verify: (accessToken: string, refreshToken: string, profile: unknown, done: VerifyCallback) => void,
    );
  }
}
