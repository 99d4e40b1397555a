using Canton.Ha.Actors.Ledger.Templates;
using Canton.Ha.Actors.Ledger.Templates.Samples;
using FluentAssertions;
using Xunit;

namespace Canton.Ha.Actors.Tests.Ledger;

public sealed class TemplateCatalogueSpec
{
    private readonly TemplateCatalogue _templates = new([new Iou()], knowsOnlyRegistered: false);

    [Fact]
    public void A_package_that_nobody_registered_has_its_id_as_its_name() =>
        _templates.Resolve(new TemplateReference("notes-1", IsByName: false, "Notes", "Note")).Id.Should().Be(new TemplateId("notes-1", "notes-1", "Notes", "Note"));

    [Fact]
    public void A_package_id_that_can_be_no_name_is_of_no_package_that_nobody_registered()
    {
        Refusal.IdOf(() => _templates.Resolve(new TemplateReference("my notes", IsByName: false, "Notes", "Note"))).Should().Be("PACKAGE_NOT_FOUND", "no filter could name it");
        _templates.NameOf("my notes").Should().BeNull();
    }
}
