using Canton.Ha.Actors.Contracts.Errors;
using Canton.Ha.Actors.Ledger.Errors;
using Canton.Ha.Actors.Ledger.Templates;

namespace Canton.Ha.Actors.Ledger.Interpreting;

/// <summary>The border to code that users bring: whatever goes wrong in it refuses the command and nothing else.</summary>
internal static class TemplateCode
{
    public static T Call<T>(TemplateId template, Func<T> code)
    {
        try
        {
            return code();
        }
        catch (ArgumentsMismatchException mismatch)
        {
            throw CommandErrors.Preprocessing($"Arguments of {template}: {mismatch.Message}");
        }
        catch (TemplateRefusedException refusal)
        {
            throw CommandErrors.UserError(template, refusal.Message);
        }
        catch (Exception failure) when (failure is not (CantonErrorException or ContractNeededException or OutOfMemoryException))
        {
            throw CommandErrors.UnhandledException(template, $"{failure.GetType().Name}: {failure.Message}");
        }
    }
}
