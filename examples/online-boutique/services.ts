import { HardenedDeploymentProps, Probe } from 'cdk8s-hardened';

/** The release whose manifests these are. */
export const VERSION = 'v0.10.6';

/** One service of the demo: what it runs and whom it calls. */
export interface Service extends Pick<HardenedDeploymentProps, 'port' | 'servicePort' | 'resources' | 'readiness' | 'liveness' | 'args'> {
  /** The image, where it is not named after the service. */
  readonly image?: string;
  /** What the port is called, from which a service mesh reads the protocol; `http` where nothing is said. */
  readonly portName?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Which service each `*_ADDR` variable names. The variable and the way there are made from the same word. */
  readonly calls?: Readonly<Record<string, string>>;
  /** Whether the program listens on the port that PORT says. */
  readonly readsPort?: boolean;
  readonly writablePaths?: string[];
  /** Seconds to finish what is under way. */
  readonly grace?: number;
}

const small = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } };
const noProfiler = { DISABLE_PROFILER: '1' };

/**
 * The twelve services of the Online Boutique demo, as its release says them: images, ports, environment, probes and resources.
 *
 * What is not as in the release: everything runs as user 65532 instead of 1000; the load balancer in front of the frontend is left to an ingress
 * controller; the annotation for Istio is left out; the carts stay in memory, so that redis writes nowhere but to its directory; the load generator
 * waits for the frontend for as long as it takes. And SHOPPING_ASSISTANT_SERVICE_ADDR names what the release does not run (`NOT_RUN`).
 *
 * @see https://github.com/GoogleCloudPlatform/microservices-demo/blob/v0.10.6/release/kubernetes-manifests.yaml
 */
export const SERVICES: Readonly<Record<string, Service>> = {
  'frontend': {
    port: 8080,
    servicePort: 80,
    readsPort: true,
    env: { ENABLE_PROFILER: '0', SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80' },
    calls: {
      PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice',
      CURRENCY_SERVICE_ADDR: 'currencyservice',
      CART_SERVICE_ADDR: 'cartservice',
      RECOMMENDATION_SERVICE_ADDR: 'recommendationservice',
      SHIPPING_SERVICE_ADDR: 'shippingservice',
      CHECKOUT_SERVICE_ADDR: 'checkoutservice',
      AD_SERVICE_ADDR: 'adservice',
    },
    resources: small,
    readiness: Probe.http('/_healthz', { initialDelaySeconds: 10, headers: { Cookie: 'shop_session-id=x-readiness-probe' } }),
    liveness: Probe.http('/_healthz', { initialDelaySeconds: 10, headers: { Cookie: 'shop_session-id=x-liveness-probe' } }),
  },
  'adservice': {
    port: 9555,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    resources: { requests: { cpu: '200m', memory: '180Mi' }, limits: { cpu: '300m', memory: '300Mi' } },
    readiness: Probe.grpc({ initialDelaySeconds: 20, periodSeconds: 15 }),
    liveness: Probe.grpc({ initialDelaySeconds: 20, periodSeconds: 15 }),
  },
  'currencyservice': {
    port: 7000,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    env: noProfiler,
    resources: small,
    readiness: Probe.grpc(),
    liveness: Probe.grpc(),
  },
  'cartservice': {
    port: 7070,
    portName: 'grpc',
    grace: 5,
    calls: { REDIS_ADDR: 'redis-cart' },
    resources: { requests: { cpu: '200m', memory: '64Mi' }, limits: { cpu: '300m', memory: '128Mi' } },
    readiness: Probe.grpc({ initialDelaySeconds: 15 }),
    liveness: Probe.grpc({ initialDelaySeconds: 15, periodSeconds: 10 }),
  },
  'redis-cart': {
    image: 'docker.io/library/redis:alpine',
    port: 6379,
    portName: 'tcp-redis',
    // The carts are a cache: nothing is saved, and what the program writes goes to the one directory that is writable.
    args: ['redis-server', '--dir', '/data', '--save', '', '--protected-mode', 'no'],
    writablePaths: ['/data'],
    resources: { requests: { cpu: '70m', memory: '200Mi' }, limits: { cpu: '125m', memory: '256Mi' } },
    readiness: Probe.tcp({ periodSeconds: 5 }),
    liveness: Probe.tcp({ periodSeconds: 5 }),
  },
  'loadgenerator': {
    grace: 5,
    env: { USERS: '10', RATE: '1' },
    calls: { FRONTEND_ADDR: 'frontend' },
    resources: { requests: { cpu: '300m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
  },
  'recommendationservice': {
    port: 8080,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    env: noProfiler,
    calls: { PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice' },
    resources: { requests: { cpu: '100m', memory: '220Mi' }, limits: { cpu: '200m', memory: '450Mi' } },
    readiness: Probe.grpc({ periodSeconds: 5 }),
    liveness: Probe.grpc({ periodSeconds: 5 }),
  },
  'checkoutservice': {
    port: 5050,
    portName: 'grpc',
    readsPort: true,
    calls: {
      PRODUCT_CATALOG_SERVICE_ADDR: 'productcatalogservice',
      SHIPPING_SERVICE_ADDR: 'shippingservice',
      PAYMENT_SERVICE_ADDR: 'paymentservice',
      EMAIL_SERVICE_ADDR: 'emailservice',
      CURRENCY_SERVICE_ADDR: 'currencyservice',
      CART_SERVICE_ADDR: 'cartservice',
    },
    resources: small,
    readiness: Probe.grpc(),
    liveness: Probe.grpc(),
  },
  'emailservice': {
    port: 8080,
    servicePort: 5000,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    env: noProfiler,
    resources: small,
    readiness: Probe.grpc({ periodSeconds: 5 }),
    liveness: Probe.grpc({ periodSeconds: 5 }),
  },
  'paymentservice': {
    port: 50051,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    env: noProfiler,
    resources: small,
    readiness: Probe.grpc(),
    liveness: Probe.grpc(),
  },
  'shippingservice': {
    port: 50051,
    portName: 'grpc',
    readsPort: true,
    env: noProfiler,
    resources: small,
    readiness: Probe.grpc({ periodSeconds: 5 }),
    liveness: Probe.grpc(),
  },
  'productcatalogservice': {
    port: 3550,
    portName: 'grpc',
    readsPort: true,
    grace: 5,
    env: noProfiler,
    resources: small,
    readiness: Probe.grpc(),
    liveness: Probe.grpc(),
  },
};

/** `*_ADDR` variables that name something the release does not run, so that no way there is opened. */
export const NOT_RUN: readonly string[] = ['shoppingassistantservice'];
