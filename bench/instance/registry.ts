// Products and devices as the console manages them: adding, listing, the switches of a product, ResetThing,
// disabling and deleting a device. Works on a state alone, so that it serves a running instance and a folder
// at rest alike.

import {
  E_DEVICE_EXISTS,
  E_DEVICE_UNKNOWN,
  E_NAME_WRONG,
  E_PRODUCT_EXISTS,
  E_PRODUCT_UNKNOWN,
  E_QUOTA,
  Failure,
} from "../../lib/codes.ts";
import type { DeviceData } from "./device-data.ts";
import { PRODUCTS_PER_INSTANCE, PUBLIC_CAPACITY, TOPIC_CLASSES_PER_PRODUCT } from "./limits.ts";
import { checkWord, isDeviceName, newDeviceSecret, newProductKey, newProductSecret } from "./names.ts";
import { type Device, keyOf, type Product, type PropertyValue, type RemoteConfig, type State } from "./state.ts";
import { checkClass, DEFAULT_CLASSES } from "./topics.ts";
import { checkTsl } from "./tsl.ts";

/** What can be set of a product; what is left out keeps its value, or gets the platform's own at first. */
export type ProductSettings = Partial<Omit<Product, "productKey">>;

/** What can be set of a new device. */
export interface DeviceSettings {
  productKey: string;
  deviceName: string;
  deviceSecret?: string;
}

export class Registry {
  private readonly _state: State;
  private readonly _limits: boolean;
  private readonly _most: number;

  /** `devices` is how many there may be, with `limits`. */
  constructor(state: State, limits: boolean, devices = PUBLIC_CAPACITY.devices) {
    this._state = state;
    this._limits = limits;
    this._most = devices;
  }

  /**
   * Adds a product; ProductKey and ProductSecret are drawn unless given. `topics` are added to the classes
   * every product has. Fails with E_PRODUCT_EXISTS, E_NAME_WRONG, E_TOPIC_CLASS_WRONG, E_TSL_WRONG or
   * E_QUOTA.
   */
  addProduct(settings: ProductSettings & { productKey?: string } = {}): Product {
    const { productKey = newProductKey(), topics = [], ...others } = settings;
    checkWord(productKey, 20, "ProductKey");
    if (this._state.products.has(productKey)) throw new Failure(E_PRODUCT_EXISTS, productKey);
    if (this._limits && this._state.products.size >= PRODUCTS_PER_INSTANCE) {
      throw new Failure(E_QUOTA, `${PRODUCTS_PER_INSTANCE} products`);
    }
    const own = topics.filter(({ name }) => !DEFAULT_CLASSES.some((each) => each.name === name));
    return this._putProduct({
      productKey,
      productSecret: newProductSecret(),
      name: productKey,
      dynamicRegistration: false,
      secretPolicy: "rotating",
      topics: [...DEFAULT_CLASSES, ...own],
      validation: "weak",
      tsl: null,
      script: null,
      ...others,
    });
  }

  /** Changes a product; `topics` replaces its classes. Fails as addProduct, or with E_PRODUCT_UNKNOWN. */
  setProduct(productKey: string, settings: ProductSettings): Product {
    return this._putProduct({ ...this.product(productKey), ...settings, productKey });
  }

  /** The products in order of creation. */
  products(): Product[] {
    return [...this._state.products.values()];
  }

  /** A product; fails with E_PRODUCT_UNKNOWN. */
  product(productKey: string): Product {
    const product = this._state.products.get(productKey);
    if (product === undefined) throw new Failure(E_PRODUCT_UNKNOWN, productKey);
    return product;
  }

  /** Turns dynamic registration of a product on or off; devices that were active keep what they have. */
  setDynamicRegistration(productKey: string, on: boolean): Product {
    return this.setProduct(productKey, { dynamicRegistration: on });
  }

  /** Creates a device name; fails with E_PRODUCT_UNKNOWN, E_DEVICE_EXISTS, E_NAME_WRONG or E_QUOTA. */
  addDevice({ productKey, deviceName, deviceSecret = newDeviceSecret() }: DeviceSettings): Device {
    this.product(productKey);
    if (!isDeviceName(deviceName)) throw new Failure(E_NAME_WRONG, `DeviceName ${deviceName}`);
    checkWord(deviceSecret, 64, "DeviceSecret");
    const key = keyOf(productKey, deviceName);
    if (this._state.devices.has(key)) throw new Failure(E_DEVICE_EXISTS, key);
    if (this._limits && this._state.devices.size >= this._most) {
      throw new Failure(E_QUOTA, `${this._most} devices`);
    }
    return this._putDevice({
      productKey,
      deviceName,
      deviceSecret,
      active: false,
      enabled: true,
      tokens: [],
    });
  }

  /** The devices in order of creation, of one product or of all. */
  devices(productKey?: string): Device[] {
    const all = [...this._state.devices.values()];
    return productKey === undefined ? all : all.filter((device) => device.productKey === productKey);
  }

  /** A device, or undefined. */
  find(productKey: string, deviceName: string): Device | undefined {
    return this._state.devices.get(keyOf(productKey, deviceName));
  }

  /** A device; fails with E_PRODUCT_UNKNOWN or E_DEVICE_UNKNOWN. */
  device(productKey: string, deviceName: string): Device {
    this.product(productKey);
    const device = this.find(productKey, deviceName);
    if (device === undefined) throw new Failure(E_DEVICE_UNKNOWN, keyOf(productKey, deviceName));
    return device;
  }

  /** Reported properties of a device with their times; {} when it reported none. */
  properties(productKey: string, deviceName: string): Record<string, PropertyValue> {
    return Object.fromEntries(this._state.data(keyOf(productKey, deviceName)).values);
  }

  /** What is kept of a device; fails with E_PRODUCT_UNKNOWN or E_DEVICE_UNKNOWN. */
  data(productKey: string, deviceName: string): DeviceData {
    this.device(productKey, deviceName);
    return this._state.data(keyOf(productKey, deviceName));
  }

  /** The remote configuration of a product, or undefined; fails with E_PRODUCT_UNKNOWN. */
  config(productKey: string): RemoteConfig | undefined {
    this.product(productKey);
    return this._state.configs.get(productKey);
  }

  /**
   * ResetThing: the device counts as never activated and may register again; its secret stays, its
   * deviceTokens are cleared.
   */
  reset(productKey: string, deviceName: string): Device {
    return this._putDevice({ ...this.device(productKey, deviceName), active: false, tokens: [] });
  }

  /** Refuses the device's logins from now on. */
  disable(productKey: string, deviceName: string): Device {
    return this._putDevice({ ...this.device(productKey, deviceName), enabled: false });
  }

  /** Lets a disabled device log in again. */
  enable(productKey: string, deviceName: string): Device {
    return this._putDevice({ ...this.device(productKey, deviceName), enabled: true });
  }

  /** Forgets the device with all that is kept of it. */
  delete(productKey: string, deviceName: string): void {
    this.device(productKey, deviceName);
    this._state.dropDevice(keyOf(productKey, deviceName));
  }

  private _putProduct(product: Product): Product {
    checkWord(product.productSecret, 64, "ProductSecret");
    if (product.tsl !== null) checkTsl(product.tsl);
    for (const topic of product.topics) checkClass(topic);
    if (this._limits && product.topics.length > TOPIC_CLASSES_PER_PRODUCT) {
      throw new Failure(E_QUOTA, `${TOPIC_CLASSES_PER_PRODUCT} custom topic classes`);
    }
    this._state.putProduct(product);
    return product;
  }

  private _putDevice(device: Device): Device {
    this._state.putDevice(device);
    return device;
  }
}
