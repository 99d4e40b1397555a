using Canton.Ha.Actors.Shell.Editing;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Canton.Ha.Actors.Tests.Shell.Editing;

public class EditedLineProperty
{
    private static readonly Func<EditedLine, EditedLine>[] Edits =
    [
        line => line.Left(), line => line.Right(), line => line.Home(), line => line.End(), line => line.WordLeft(), line => line.WordRight(),
        line => line.DeleteLeft(), line => line.DeleteRight(), line => line.DeleteWordLeft(), line => line.DeleteToStart(), line => line.DeleteToEnd(),
        line => line.Insert("x"), line => line.Insert("a word."), line => line.Insert("😀"), line => line.Insert("é語"),
    ];

    [Fact]
    public void Whatever_is_pressed_the_cursor_stands_between_characters_of_the_text() => Prop.ForAll(Steps(), steps =>
    {
        var line = Run(steps);
        line.Cursor.Should().BeInRange(0, line.Text.Length);
        (line.Cursor > 0 && line.Cursor < line.Text.Length && char.IsSurrogatePair(line.Text, line.Cursor - 1)).Should().BeFalse();
        line.Text.EnumerateRunes().Should().NotContain(System.Text.Rune.ReplacementChar);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_typed_stands_before_the_cursor_and_can_be_taken_back() => Prop.ForAll(Steps(), steps =>
    {
        var line = Run(steps);
        var typed = line.Insert("x");
        typed.Before.Should().Be(line.Before + "x");
        typed.After.Should().Be(line.After);
        typed.DeleteLeft().Should().Be(line);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Deleting_to_both_ends_leaves_nothing() =>
        Prop.ForAll(Steps(), steps => Run(steps).DeleteToStart().DeleteToEnd().Should().Be(EditedLine.Empty)).QuickCheckThrowOnFailure();

    [Fact]
    public void Moving_never_changes_the_text() => Prop.ForAll(Steps(), Gen.Choose(0, 5).ToArbitrary(), (steps, move) =>
    {
        var line = Run(steps);
        Edits[move](line).Text.Should().Be(line.Text);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_are_moved_over_and_deleted_as_a_whole()
    {
        var line = EditedLine.Of("participant1.replication.set_passive()");
        line.WordLeft().Before.Should().Be("participant1.replication.set_");
        line.DeleteWordLeft().Text.Should().Be("participant1.replication.set_");
        line.Home().WordRight().Before.Should().Be("participant1");
    }

    [Fact]
    public void The_view_fits_into_the_terminal_and_shows_the_place_of_the_cursor() => Prop.ForAll(Steps(), Gen.Choose(4, 60).ToArbitrary(), (steps, width) =>
    {
        var line = Run(steps);
        var view = LineView.Of("@ ", line, width);
        new Spectre.Console.Rendering.Segment(view.Row).CellCount().Should().BeLessThan(Math.Max(width, 4));
        view.Column.Should().BeInRange(2, Math.Max(width - 1, 3));
        view.Row.Should().StartWith("@ ");
        line.Text.Contains(view.Row[2..], StringComparison.Ordinal).Should().BeTrue();
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<int[]> Steps() => Gen.Choose(0, Edits.Length - 1).ArrayOf().ToArbitrary();

    private static EditedLine Run(IEnumerable<int> steps) => steps.Aggregate(EditedLine.Empty, (line, step) => Edits[step](line));
}
