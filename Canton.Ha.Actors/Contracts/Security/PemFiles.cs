using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Canton.Ha.Actors.Configuration;

namespace Canton.Ha.Actors.Contracts.Security;

/// <summary>Reads certificates and keys, and says in one sentence what is wrong with a file.</summary>
internal static class PemFiles
{
    /// <summary>The text of a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="key">The configuration key that names it.</param>
    /// <exception cref="ConfigurationRefusedException">It cannot be read.</exception>
    public static string Read(string file, string key)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"{key}: {file} cannot be read: {e.Message}");
        }
    }

    /// <summary>The certificates in a text.</summary>
    /// <param name="text">The text of <paramref name="file"/>.</param>
    /// <param name="file">Where it was read.</param>
    /// <param name="key">The configuration key that names that.</param>
    /// <exception cref="ConfigurationRefusedException">There are none.</exception>
    public static X509Certificate2Collection Certificates(string text, string file, string key)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw Refused($"{key}: {file} has a certificate that cannot be read: {e.Message}");
        }

        return found.Count > 0 ? found : throw Refused($"{key}: {file} has no certificate; it must have one in PEM form, beginning with -----BEGIN CERTIFICATE-----.");
    }

    /// <summary>The certificates in a file.</summary>
    /// <exception cref="ConfigurationRefusedException">There are none.</exception>
    public static X509Certificate2Collection Certificates(string file, string key) => Certificates(Read(file, key), file, key);

    /// <summary>What somebody shows who has the private key.</summary>
    /// <param name="files">Where.</param>
    /// <param name="chain">The text of the file with the certificates.</param>
    /// <param name="privateKey">The text of the file with the key.</param>
    /// <param name="key">The configuration key of the block that names the files.</param>
    /// <exception cref="ConfigurationRefusedException">There is no certificate, or no key that belongs to it.</exception>
    public static SslStreamCertificateContext Identity(CertificateFiles files, string chain, string privateKey, string key)
    {
        var certificates = Certificates(chain, files.Chain, $"{key}.cert-chain-file");
        if (privateKey.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw Refused($"{key}.private-key-file: the key in {files.PrivateKey} has a passphrase; it must be without one.");

        try
        {
            var own = X509Certificate2.CreateFromPem(chain, privateKey);
            return SslStreamCertificateContext.Create(own, certificates, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Refused($"{key}.private-key-file: {files.PrivateKey} has no private key in PEM form that belongs to the first certificate in {files.Chain}.");
        }
    }

    /// <summary>The same, from the files.</summary>
    public static SslStreamCertificateContext Identity(CertificateFiles files, string key) =>
        Identity(files, Read(files.Chain, $"{key}.cert-chain-file"), Read(files.PrivateKey, $"{key}.private-key-file"), key);

    /// <summary>
    /// How a chain is judged that may end at these only; at those of the system if there are none. What is missing in it is not looked for where a certificate
    /// says, because whoever shows one could send this node anywhere.
    /// </summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection? trusted)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (trusted is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trusted);
        }

        return policy;
    }

    private static ConfigurationRefusedException Refused(string sentence) => new([sentence]);
}
