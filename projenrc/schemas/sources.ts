/** A release of a Go module for a minor, with the hash that Go's checksum database holds. */
export interface Source {
  readonly module: string;
  readonly minor: number;
  readonly version: string;
  readonly sum: string;
}

const MODULE = 'k8s.io/kubernetes';

/** Upstream's own OpenAPI documents, one release for each minor, oldest first. Apache-2.0. */
export const SOURCES: readonly Source[] = [
  { module: MODULE, minor: 28, version: 'v1.28.15', sum: 'h1:d91N2Znk+E8REIJZlrD6za2JtIwvEypa0DB1IoU4fJ0=' },
  { module: MODULE, minor: 29, version: 'v1.29.15', sum: 'h1:hLcyf3XmxtfkubCEmmPX5QVD7lDclXjvEUrJeP283LM=' },
  { module: MODULE, minor: 30, version: 'v1.30.14', sum: 'h1:MrlKXh9uhLIJpyxOeXhcndzRVSvwiV9iJ8NgH8nqPsg=' },
  { module: MODULE, minor: 31, version: 'v1.31.14', sum: 'h1:UtjLfqvXLuSVDdJ4+NpQCIfFkKkLnAAVmxAEMsnkhjk=' },
  { module: MODULE, minor: 32, version: 'v1.32.13', sum: 'h1:5TGYdZ6YZqdp6h/Rp1vX/4TIoybMPdgv97LCZCtPuNQ=' },
  { module: MODULE, minor: 33, version: 'v1.33.13', sum: 'h1:bmH31xUdSzeA5vk0wZAK9MZp11mdLuzUSeKk0qN3hPQ=' },
  { module: MODULE, minor: 34, version: 'v1.34.4', sum: 'h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=' },
  { module: MODULE, minor: 35, version: 'v1.35.8', sum: 'h1:nqVTiKGbHuwTNjCn1dvK2tjOFie7J7SUMyZWDNsNHgA=' },
  { module: MODULE, minor: 36, version: 'v1.36.4', sum: 'h1:08GT0ZOMtyCcRnslyvnpWurf1wm20KHbC/aRS+0LxSo=' },
  { module: MODULE, minor: 37, version: 'v1.37.2', sum: 'h1:A2VDEiObzkYqFTKhSsn0ZEb0RlLEXpHWj93gi2HqEwE=' },
];

/** The Go types of the API, for the life of each kind. Apache-2.0. */
export const API_SOURCES: readonly Source[] = [
  { module: 'k8s.io/api', minor: 20, version: 'v0.20.6', sum: 'h1:bgdZrW++LqgrLikWYNruIKAtltXbSCX2l5mJu11hrVE=' },
  { module: 'k8s.io/api', minor: 21, version: 'v0.21.1', sum: 'h1:94bbZ5NTjdINJEdzOkpS4vdPhkb1VFpTYC9zh43f75c=' },
  { module: 'k8s.io/api', minor: 22, version: 'v0.22.5', sum: 'h1:xk7C+rMjF/EGELiD560jdmwzrB788mfcHiNbMQLIVI8=' },
  { module: 'k8s.io/api', minor: 23, version: 'v0.23.16', sum: 'h1:op+yeqZLQxDt2tEnrOP9Y+WA7l4Lxh+7R0IWEzyuk2I=' },
  { module: 'k8s.io/api', minor: 24, version: 'v0.24.3', sum: 'h1:tt55QEmKd6L2k5DP6G/ZzdMQKvG5ro4H4teClqm0sTY=' },
  { module: 'k8s.io/api', minor: 25, version: 'v0.25.9', sum: 'h1:XuJ2bz2F52jZmp3YjUcp/pozH8kY1BlBHdXnoOXBP3U=' },
  { module: 'k8s.io/api', minor: 26, version: 'v0.26.9', sum: 'h1:s8Y+G1u2JM55b90+Yo2RVb3PGT/hkWNVPN4idPERxJg=' },
  { module: 'k8s.io/api', minor: 27, version: 'v0.27.4', sum: 'h1:0pCo/AN9hONazBKlNUdhQymmnfLRbSZjd5H5H3f0bSs=' },
  { module: 'k8s.io/api', minor: 28, version: 'v0.28.3', sum: 'h1:Gj1HtbSdB4P08C8rs9AR94MfSGpRhJgsS+GF9V26xMM=' },
  { module: 'k8s.io/api', minor: 29, version: 'v0.29.15', sum: 'h1:QxPcAheYujeBwkdiE0vMyKkAtqUq5YNyXVqimT+me44=' },
  { module: 'k8s.io/api', minor: 30, version: 'v0.30.14', sum: 'h1:iPq9YNOz1vHcSuN9YTmRUt8iPpB1cYPxxjgbY25xfS4=' },
  { module: 'k8s.io/api', minor: 31, version: 'v0.31.14', sum: 'h1:xYn/S/WFJsksI7dk/5uBRd3Umm/D8W5g7sRnd4csotA=' },
  { module: 'k8s.io/api', minor: 32, version: 'v0.32.13', sum: 'h1:CAtHUTtSau6UhSGcrypjKXc2365TncaxUtrIfnjUPGE=' },
  { module: 'k8s.io/api', minor: 33, version: 'v0.33.13', sum: 'h1:Au/I/J8SXmcCBxp+KiS82451AEaKjVHouB1x3lUm1Wk=' },
  { module: 'k8s.io/api', minor: 34, version: 'v0.34.13', sum: 'h1:OF+KERmzVThX1pZaUl+j2WorcbtGAh8sxm+G394FPPM=' },
  { module: 'k8s.io/api', minor: 35, version: 'v0.35.10', sum: 'h1:QwowbQKtMVBxxOi6dlfyU2vuP0eRQ3E7gStSIne4gso=' },
  { module: 'k8s.io/api', minor: 36, version: 'v0.36.6', sum: 'h1:3rpdtvtevl++F7XJ9lnSsNje6+032Lc9bUQRoMWFyDk=' },
  { module: 'k8s.io/api', minor: 37, version: 'v0.37.2', sum: 'h1:PnxqnUFy93jr2GcpWDkKOm8wfy25kT9wa572MuQS8oc=' },
];

/** The two kinds that have modules of their own. Apache-2.0. */
export const EXTENSION_SOURCES: readonly Source[] = [
  { module: 'k8s.io/apiextensions-apiserver', minor: 37, version: 'v0.37.2', sum: 'h1:myaUiAlm1NRLYdpAvWYTqdgeiCepFupJiRFVVueMUYw=' },
  { module: 'k8s.io/kube-aggregator', minor: 37, version: 'v0.37.2', sum: 'h1:cUT/C/WM3UtoREoTYthSCFxldpdG3y5q9UniWYxcmPE=' },
];

/**
 * The npm packages that describe the same API, to hold the table against: `@kubernetes/client-node`, and cdk8s-plus where it has none.
 * There is none for 1.35 and 1.37. Apache-2.0.
 */
export const NPM_SOURCES: readonly { readonly minor: number; readonly name: string; readonly version: string }[] = [
  { minor: 28, name: '@kubernetes/client-node', version: '0.20.0' },
  { minor: 29, name: '@kubernetes/client-node', version: '0.21.0' },
  { minor: 30, name: '@kubernetes/client-node', version: '0.22.3' },
  { minor: 31, name: 'cdk8s-plus-31', version: '2.6.43' },
  { minor: 32, name: '@kubernetes/client-node', version: '1.1.2' },
  { minor: 33, name: '@kubernetes/client-node', version: '1.3.0' },
  { minor: 34, name: '@kubernetes/client-node', version: '1.4.0' },
  { minor: 36, name: '@kubernetes/client-node', version: '2.0.1' },
];
