using System.Text;
using Canton.Ha.Actors.Contracts.Errors;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;
using Status = Google.Rpc.Status;

namespace Canton.Ha.Actors.Tests.Contracts.Errors;

public class ErrorStatusSpec
{
    private static readonly ErrorCode Passive = new("NODE_IS_PASSIVE_REPLICA", ErrorCategory.TransientServerFailure);
    private static readonly RequestName Named = new("0123456789abcdef", "aa".PadLeft(32, '0'), "participant1");

    [Fact]
    public void The_message_names_id_category_and_the_beginning_of_the_correlation_id() =>
        Of("it is passive").Message.Should().Be("NODE_IS_PASSIVE_REPLICA(1,01234567): it is passive");

    [Fact]
    public void Without_correlation_id_there_is_a_zero() =>
        ErrorStatus.Of(new CantonError(Passive, "no"), new RequestName(null, null, null)).Message.Should().Be("NODE_IS_PASSIVE_REPLICA(1,0): no");

    [Fact]
    public void A_long_cause_is_cut() =>
        Of(new string('x', 600)).Message.Should().Be($"NODE_IS_PASSIVE_REPLICA(1,01234567): {new string('x', 512)}...");

    [Fact]
    public void The_details_have_their_order()
    {
        var error = new CantonError(Passive, "no") { Resources = [new ErrorResource("USER", "alice"), new ErrorResource("PARTY", "bob")] };

        var details = ErrorStatus.Of(error, Named).Details;

        details.Select(detail => detail.TypeUrl).Should().Equal(
            "type.googleapis.com/google.rpc.ErrorInfo", "type.googleapis.com/google.rpc.RetryInfo", "type.googleapis.com/google.rpc.RequestInfo",
            "type.googleapis.com/google.rpc.ResourceInfo", "type.googleapis.com/google.rpc.ResourceInfo");
        details[1].Unpack<RetryInfo>().RetryDelay.Should().Be(Duration.FromTimeSpan(TimeSpan.FromSeconds(1)));
        details[2].Unpack<RequestInfo>().Should().Be(new RequestInfo { RequestId = "0123456789abcdef" });
        details[3].Unpack<ResourceInfo>().Should().Be(new ResourceInfo { ResourceType = "USER", ResourceName = "alice" });
    }

    [Fact]
    public void The_error_info_has_id_category_trace_participant_and_facts()
    {
        var info = InfoOf(ErrorStatus.Of(new CantonError(Passive, "no") { IsDefiniteAnswer = false }.With("active_replica", "participant2"), Named));

        info.Reason.Should().Be("NODE_IS_PASSIVE_REPLICA");
        info.Domain.Should().BeEmpty();
        info.Metadata.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["category"] = "1", ["definite_answer"] = "false", ["active_replica"] = "participant2", ["tid"] = Named.TraceId!, ["participant"] = "participant1",
        });
    }

    [Fact]
    public void Only_errors_that_can_go_away_say_when_to_retry()
    {
        var code = new ErrorCode("INVALID_FIELD", ErrorCategory.InvalidIndependentOfSystemState);
        var slow = new ErrorCode("ABORTED_DUE_TO_SHUTDOWN", ErrorCategory.TransientServerFailure) { Retry = TimeSpan.FromSeconds(10) };

        ErrorStatus.Of(new CantonError(code, "no"), Named).Details.Should().NotContain(detail => detail.Is(RetryInfo.Descriptor));
        ErrorStatus.Of(new CantonError(slow, "no"), Named).Details[1].Unpack<RetryInfo>().RetryDelay.Seconds.Should().Be(10);
    }

    [Fact]
    public void A_request_without_any_name_has_no_request_info() =>
        ErrorStatus.Of(new CantonError(Passive, "no"), new RequestName(null, null, null)).Details.Should().HaveCount(2);

    [Fact]
    public void A_request_without_correlation_id_is_found_by_its_trace() =>
        ErrorStatus.Of(new CantonError(Passive, "no"), new RequestName(null, "cc", null)).Details[2].Unpack<RequestInfo>().RequestId.Should().Be("cc");

    [Theory]
    [InlineData("field name!", "fieldname")]
    [InlineData("a-b_c(d)9", "a-b_c(d)9")]
    [InlineData("päth/ü", "pth")]
    public void Keys_keep_only_what_metadata_may_have(string key, string kept) =>
        InfoOf(ErrorStatus.Of(new CantonError(Passive, "no").With(key, "v"), Named)).Metadata.Should().Contain(kept, "v");

    [Fact]
    public void A_long_key_is_cut() =>
        InfoOf(ErrorStatus.Of(new CantonError(Passive, "no").With(new string('k', 80), "v"), Named)).Metadata.Should().ContainKey(new string('k', 63));

    [Fact]
    public void Facts_without_key_or_value_and_a_second_category_are_dropped()
    {
        var error = new CantonError(Passive, "no").With("!", "v").With("empty", "").With("absent", null).With("category", "99");

        InfoOf(ErrorStatus.Of(error, Named)).Metadata.Keys.Should().BeEquivalentTo("category", "tid", "participant");
    }

    [Fact]
    public void Resources_go_before_facts_when_it_becomes_too_long()
    {
        var error = new CantonError(Passive, "no") { Resources = [.. Enumerable.Range(0, 100).Select(i => new ErrorResource("PARTY", $"party-{i}-{new string('p', 100)}"))] }
            .With("completion_offset", "42");

        var status = ErrorStatus.Of(error, Named);

        status.CalculateSize().Should().BeLessThanOrEqualTo(ErrorStatus.BytesMax);
        status.Details.Count(detail => detail.Is(ResourceInfo.Descriptor)).Should().BeGreaterThan(10);
        InfoOf(status).Metadata.Should().Contain("completion_offset", "42");
    }

    [Theory]
    [MemberData(nameof(RedactedCategories))]
    public void A_redacted_error_says_nothing_but_the_name_of_the_request(int number)
    {
        var category = Redacted.Single(known => known.Number == number);
        var status = ErrorStatus.Of(new CantonError(new ErrorCode("SECRET_ID", category), "the password is x").With("who", "alice"), Named);

        status.Message.Should().Be($"An error occurred. Please contact the operator and inquire about the request 0123456789abcdef with tid {Named.TraceId}");
        status.Code.Should().Be((int)category.Status);
        status.Details.Should().ContainSingle().Which.Unpack<RequestInfo>().RequestId.Should().Be("0123456789abcdef");
    }

    [Fact]
    public void A_redacted_error_of_an_unnamed_request_says_so()
    {
        var status = ErrorStatus.Of(new CantonError(new ErrorCode("X", ErrorCategory.SystemInternalAssumptionViolated), "x"), new RequestName(null, null, null));

        status.Message.Should().EndWith("the request <no-correlation-id> with tid <no-tid>");
        status.Details.Should().BeEmpty();
    }

    [Fact]
    public void Any_error_fits_into_the_metadata_of_a_call_and_can_be_decoded() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<PositiveInt>(), (texts, cause, times) =>
        {
            var error = texts.Aggregate(new CantonError(Passive, Repeat(cause.Get, times.Get)), (e, text) => e.With(text.Get, Repeat(text.Get, times.Get * 50)));

            var status = Status.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(ErrorStatus.Of(error, Named)));

            return status.CalculateSize() <= ErrorStatus.BytesMax && status.Details.Count(detail => detail.Is(ErrorInfo.Descriptor)) == 1
                && InfoOf(status).Metadata["category"] == "1" && InfoOf(status).Metadata.All(fact => fact.Value.Length > 0 && Encoding.ASCII.GetByteCount(fact.Key) <= 63);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Over_gRPC_the_status_is_a_trailer_and_so_is_what_shall_be()
    {
        var error = new CantonError(Passive, "no").With("active_replica", "participant2");

        var thrown = error.ToRpcException(Named, error.Facts);

        thrown.StatusCode.Should().Be(StatusCode.Unavailable);
        thrown.Status.Detail.Should().Be("NODE_IS_PASSIVE_REPLICA(1,01234567): no");
        thrown.Trailers.GetValue("active_replica").Should().Be("participant2");
        Status.Parser.ParseFrom(thrown.Trailers.GetValueBytes("grpc-status-details-bin")).Should().Be(ErrorStatus.Of(error, Named));
    }

    public static TheoryData<int> RedactedCategories() => [.. Redacted.Select(category => category.Number)];

    private static ErrorCategory[] Redacted =>
    [
        ErrorCategory.SystemInternalAssumptionViolated, ErrorCategory.SecurityAlert, ErrorCategory.InvalidAuthenticationCredentials,
        ErrorCategory.InsufficientPermission, ErrorCategory.InternalUnsupportedOperation,
    ];

    private static Status Of(string cause) => ErrorStatus.Of(new CantonError(Passive, cause), Named);

    private static ErrorInfo InfoOf(Status status) => status.Details[0].Unpack<ErrorInfo>();

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
