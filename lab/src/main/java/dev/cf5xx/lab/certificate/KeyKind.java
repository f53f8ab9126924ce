package dev.cf5xx.lab.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** What a certificate's key is. */
public enum KeyKind {
    EC_P256,
    RSA_2048,
    /** Too short for anybody today. */
    RSA_1024;

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(this == EC_P256 ? "EC" : "RSA");
            generator.initialize(
                    switch (this) {
                        case EC_P256 -> new ECGenParameterSpec("secp256r1");
                        case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
                        case RSA_1024 -> new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4);
                    });
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA and EC keys", e);
        }
    }
}
