export * from './admission/admission-policies';
export * from './admission/admission-policies-props';
export * from './constructs';
export * from './run/app';
export * from './run/hardening';
export * from './run/hardening-props';
export * from './run/plugin';
export * from './standard/profile';
