using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Evaluates the arguments of a constructor call.</summary>
internal static class ExpressionValues
{
    /// <summary>Constants, captured variables and members of both are read directly; compiling everything else is slow.</summary>
    public static object ValueOf(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member when IsDirect(member.Expression):
                return field.GetValue(Target(member));
            case MemberExpression { Member: PropertyInfo property } member when IsDirect(member.Expression):
                return property.GetValue(Target(member));
            default:
                var boxed = Expression.Convert(expression, typeof(object));
                return Expression.Lambda<Func<object>>(boxed).Compile(preferInterpretation: true)();
        }
    }

    private static object Target(MemberExpression member) => member.Expression is null ? null : ValueOf(member.Expression);

    private static bool IsDirect(Expression expression) =>
        expression is null or ConstantExpression || (expression is MemberExpression member && IsDirect(member.Expression));
}
